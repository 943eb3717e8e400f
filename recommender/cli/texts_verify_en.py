"""Which words does the terminal use of certificates, in English?"""

from __future__ import annotations

EN = {
    "help.verify": "Verify a certificate: derive everything again from the catalogue, with no solver.",
    "opt.verify_file": "The certificate, as creditpath plan --certificate writes it.",
    "opt.certificate": "Write the answer with its proof to this file, for anybody to verify; packed if it ends in .gz.",
    "shown_proven": "Valid, and proven shortest: every plan asks for at least {length} of study.",
    "shown_no_path": "Proven: there is no path.",
    "shown_bounded": "Valid, with {length} of study; not proven shortest: the bound is {lower_bound}.",
    "shown_claimed": "Valid, with {length} of study; that nothing is better is the solver's word, without a proof.",
    "shown_no_path_claimed": "That there is no path is the solver's word, without a proof.",
    "shown_refused": "The question was refused, so nothing is shown.",
    "shown_invalid": "The certificate is not valid.",
    "verify_other": "It is about catalogue {about}; here is {here}, by which all that follows is judged.",
    "verify_proof": "The proof cites {rows} rows and has {leaves} leaves; the file has {bytes} bytes.",
    "verify_no_proof": "There is no proof in it; the file has {bytes} bytes.",
}
