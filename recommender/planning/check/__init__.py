"""Is a plan valid by the meaning of the rules: the independent checker, which shares nothing with the compiler (D5)?"""
