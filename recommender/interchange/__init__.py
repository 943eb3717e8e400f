"""How do records and catalogues in other formats (ELMO, Open Badges, CLR, CTDL) come in and go out?"""
