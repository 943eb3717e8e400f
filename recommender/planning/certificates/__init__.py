"""How does an answer become a file that anybody can check without us, and how is one checked (D5)?"""
