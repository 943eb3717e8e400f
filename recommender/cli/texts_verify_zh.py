"""Which words does the terminal use of certificates, in Chinese?"""

from __future__ import annotations

ZH = {
    "help.verify": "验证一份证书：依据目录重新推导全部内容，不用求解器。",
    "opt.verify_file": "证书文件，由 creditpath plan --certificate 写出。",
    "opt.certificate": "把答案连同证明写入该文件，任何人都可验证；文件名以 .gz 结尾时压缩。",
    "verify_proof": "证明引用 {rows} 行，共 {leaves} 个叶节点；文件 {bytes} 字节。",
    "verify_no_proof": "其中没有证明；文件 {bytes} 字节。",
}
