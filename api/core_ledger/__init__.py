"""How does an embedded ledger serve the contract that the core ledger of a bank serves (docs/ledger-contract.md)?"""
