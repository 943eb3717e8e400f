"""Which words does the terminal use of certificates, in Chinese?"""

from __future__ import annotations

ZH = {
    "help.verify": "验证一份证书：依据目录重新推导全部内容，不用求解器。",
    "opt.verify_file": "证书文件，由 creditpath plan --certificate 写出。",
    "opt.certificate": "把答案连同证明写入该文件，任何人都可验证；文件名以 .gz 结尾时压缩。",
    "shown_proven": "有效，且已证明最短：任何计划都至少需要修读 {length}。",
    "shown_no_path": "已证明：不存在可行路径。",
    "shown_bounded": "有效，需修读 {length}；未证明最短：下界为 {lower_bound}。",
    "shown_claimed": "有效，需修读 {length}；没有更好的计划，这只是求解器的说法，没有证明。",
    "shown_no_path_claimed": "不存在可行路径，这只是求解器的说法，没有证明。",
    "shown_refused": "该问题未予回答，因此没有可验证的结论。",
    "shown_invalid": "这份证书无效。",
    "verify_other": "证书针对目录 {about}；此处的目录是 {here}，以下均按此处的目录判定。",
    "verify_proof": "证明引用 {rows} 行，共 {leaves} 个叶节点；文件 {bytes} 字节。",
    "verify_no_proof": "其中没有证明；文件 {bytes} 字节。",
}
