"""Which words does the terminal use of certificates, in English?"""

from __future__ import annotations

EN = {
    "help.verify": "Verify a certificate: derive everything again from the catalogue, with no solver.",
    "opt.verify_file": "The certificate, as creditpath plan --certificate writes it.",
    "opt.certificate": "Write the answer with its proof to this file, for anybody to verify; packed if it ends in .gz.",
    "verify_proof": "The proof cites {rows} rows and has {leaves} leaves; the file has {bytes} bytes.",
    "verify_no_proof": "There is no proof in it; the file has {bytes} bytes.",
}
