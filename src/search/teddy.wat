;; The Teddy algorithm of Hyperscan for 128-bit vectors: whether a text holds one of several names as a word.
;; https://github.com/BurntSushi/aho-corasick/blob/master/src/packed/teddy/README.md explains it in the same terms.
;; The vector instructions are those of https://webassembly.github.io/spec/core/exec/instructions.html#vector-instructions
;;
;;   Fingerprint: four bytes of each name. Each belongs to one of eight buckets, and a bucket is one bit of a byte.
;;   Nibble:      half a byte, a number below 16.
;;   Mask:        sixteen bytes for one nibble of the fingerprints: byte n tells which buckets have a fingerprint where it
;;                is n. Four bytes with a low and a high nibble each make eight masks.
;;   Candidate:   a place in the text where all eight masks let the same bucket pass. Sixteen places are asked at once.
;;   Verify:      compare a candidate with the names that it may be. Its four bytes are hashed to find them, as that leads
;;                to fewer names than its bucket would; Hyperscan has a hash table for this, too.
;;
;; Unlike the explanation, a fingerprint need not stand at its name's start (teddy.ts chooses the rarest), and the text is
;; loaded once for each of its four bytes, a byte further on each time, in place of shifting what was loaded before.
;;
;; Memory, in bytes, as teddy.ts fills it:
;;      0  the eight masks: for each byte of a fingerprint that for its low nibbles, then that for its high ones
;;    256  for each value of a byte 1 if it belongs to a word: an ASCII letter, a digit or an underscore
;;   1024  4,096 slots, one for each hash, of two bytes: the address of its first entry, or 0
;;   9216  entries: one byte each for the fingerprint's offset in its name, for the name's length and for whether another
;;         entry of the slot follows (1 or 0), then the name
;;  65536  the text. The bytes before and behind it are 0, so that words end there
(module
  ;; Nine pages of 64 KiB: one for the tables, eight for the text; teddy.ts makes it grow for longer ones.
  (memory (export "memory") 9)

  ;; Verification: whether a name stands around its fingerprint as a word.
  ;;   $entry      the first entry of the fingerprint's slot
  ;;   $candidate  the address of the fingerprint in the text
  ;;   $end        the address behind the text
  ;;   result      1 or 0
  (func $verify (param $entry i32) (param $candidate i32) (param $end i32) (result i32)
    (local $name i32) (local $length i32) (local $index i32)
    ;; For each entry of the slot:
    (loop $next_entry
      ;; $name: where the name would begin in the text, which is as far before the candidate as in the name itself.
      (local.set $name (i32.sub (local.get $candidate) (i32.load8_u (local.get $entry))))
      ;; $length: the name's length.
      (local.set $length (i32.load8_u offset=1 (local.get $entry)))
      ;; It must not begin before the text ...
      (if (i32.ge_u (local.get $name) (i32.const 65536)) (then
      ;; ... nor end behind it: what an earlier, longer text left there does not count.
      (if (i32.le_u (i32.add (local.get $name) (local.get $length)) (local.get $end)) (then
      ;; Word boundary: the byte before it belongs to no word ...
      (if (i32.eqz (i32.load8_u offset=256 (i32.load8_u (i32.sub (local.get $name) (i32.const 1))))) (then
      ;; ... nor does the byte behind it.
      (if (i32.eqz (i32.load8_u offset=256 (i32.load8_u (i32.add (local.get $name) (local.get $length))))) (then
        ;; Compare byte by byte, from the first on:
        (local.set $index (i32.const 0))
        (block $differs
          (loop $same
            ;; if the text's byte is not the entry's (names begin at its offset 3), go on with the next entry;
            (br_if $differs (i32.ne
              (i32.load8_u (i32.add (local.get $name) (local.get $index)))
              (i32.load8_u offset=3 (i32.add (local.get $entry) (local.get $index)))))
            ;; otherwise compare the next byte, if the name has one.
            (local.set $index (i32.add (local.get $index) (i32.const 1)))
            (br_if $same (i32.lt_u (local.get $index) (local.get $length))))
          ;; All bytes are equal: here stands the name.
          (return (i32.const 1)))))))))))
      ;; No further entry in this slot: the candidate was none of the names.
      (if (i32.eqz (i32.load8_u offset=2 (local.get $entry))) (then (return (i32.const 0))))
      ;; The next entry lies behind this one's three bytes and its name.
      (local.set $entry (i32.add (local.get $entry) (i32.add (local.get $length) (i32.const 3))))
      (br $next_entry))
    (unreachable))

  ;; The search: whether the text holds one of the names as a word.
  ;;   $end    the address behind the text. Up to 18 bytes from there on are read, and may hold anything
  ;;           but for the first, which is 0
  ;;   result  1 or 0
  (func (export "holds") (param $end i32) (result i32)
    (local $at i32) (local $bytes v128) (local $buckets v128) (local $nibble v128) (local $lanes i32)
    (local $candidate i32) (local $entry i32)
    (local $low0 v128) (local $low1 v128) (local $low2 v128) (local $low3 v128)
    (local $high0 v128) (local $high1 v128) (local $high2 v128) (local $high3 v128)
    ;; ANDed with bytes, it leaves their low nibbles.
    (local.set $nibble (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15))
    ;; The masks for the low and for the high nibbles of a fingerprint's bytes 0 to 3.
    (local.set $low0 (v128.load offset=0 (i32.const 0)))
    (local.set $high0 (v128.load offset=16 (i32.const 0)))
    (local.set $low1 (v128.load offset=32 (i32.const 0)))
    (local.set $high1 (v128.load offset=48 (i32.const 0)))
    (local.set $low2 (v128.load offset=64 (i32.const 0)))
    (local.set $high2 (v128.load offset=80 (i32.const 0)))
    (local.set $low3 (v128.load offset=96 (i32.const 0)))
    (local.set $high3 (v128.load offset=112 (i32.const 0)))
    ;; $at: the address of the sixteen places that are asked at once, from the text's first byte on.
    (local.set $at (i32.const 65536))
    (loop $next_block
      ;; At the text's end: it holds none of the names.
      (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (i32.const 0))))

      ;; Byte 0 of sixteen fingerprints that may begin at $at, $at + 1 and so on: a lane (a vector's byte) for each.
      (local.set $bytes (v128.load (local.get $at)))
      ;; swizzle (the "shuffle", x86's PSHUFB) looks each lane's nibble up in a mask: the buckets that have it there.
      ;; The AND of both leaves the buckets that have the low nibble and the high one.
      (local.set $buckets (v128.and
        (i8x16.swizzle (local.get $low0) (v128.and (local.get $bytes) (local.get $nibble)))
        ;; x86 shifts no single bytes: lanes of 16 bits are shifted by four, and the AND drops what came over from the
        ;; byte beside it.
        (i8x16.swizzle (local.get $high0) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $nibble)))))

      ;; Byte 1 of the same fingerprints: the text from $at + 1 on.
      (local.set $bytes (v128.load offset=1 (local.get $at)))
      ;; Left over are the buckets that also have both nibbles of byte 1.
      (local.set $buckets (v128.and (local.get $buckets) (v128.and
        (i8x16.swizzle (local.get $low1) (v128.and (local.get $bytes) (local.get $nibble)))
        (i8x16.swizzle (local.get $high1) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $nibble))))))

      ;; Byte 2, from $at + 2 on, in the same way.
      (local.set $bytes (v128.load offset=2 (local.get $at)))
      (local.set $buckets (v128.and (local.get $buckets) (v128.and
        (i8x16.swizzle (local.get $low2) (v128.and (local.get $bytes) (local.get $nibble)))
        (i8x16.swizzle (local.get $high2) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $nibble))))))

      ;; Byte 3, from $at + 3 on, in the same way.
      (local.set $bytes (v128.load offset=3 (local.get $at)))
      (local.set $buckets (v128.and (local.get $buckets) (v128.and
        (i8x16.swizzle (local.get $low3) (v128.and (local.get $bytes) (local.get $nibble)))
        (i8x16.swizzle (local.get $high3) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $nibble))))))

      ;; A lane with a bucket left over is a candidate. Most blocks have none, and nothing else is done for them.
      (if (v128.any_true (local.get $buckets)) (then
        ;; bitmask makes the lanes that are 0 a bit each, and XOR turns the bits: 1 for each candidate, the first lowest.
        (local.set $lanes (i32.xor
          (i8x16.bitmask (i8x16.eq (local.get $buckets) (v128.const i64x2 0 0)))
          (i32.const 0xffff)))
        (loop $next_candidate
          ;; ctz counts the zeros below the lowest bit, and so tells how far into the block the candidate lies.
          (local.set $candidate (i32.add (local.get $at) (i32.ctz (local.get $lanes))))
          ;; Its four bytes are hashed as one number: multiplied by 2^32 over the golden ratio, of which the upper twelve
          ;; bits are a slot's number (multiplicative hashing: Knuth, The Art of Computer Programming, volume 3, 6.4).
          ;; teddy.ts has the same hash. A slot's two bytes are the address of its first entry.
          (local.set $entry (i32.load16_u offset=1024 (i32.shl
            (i32.shr_u (i32.mul (i32.load (local.get $candidate)) (i32.const 0x9e3779b1)) (i32.const 20))
            (i32.const 1))))
          ;; If the slot has entries, and one of their names stands here, the text holds it.
          (if (local.get $entry) (then
            (if (call $verify (local.get $entry) (local.get $candidate) (local.get $end)) (then (return (i32.const 1))))))
          ;; x & (x - 1) clears the lowest bit; go on while there is another.
          (local.set $lanes (i32.and (local.get $lanes) (i32.sub (local.get $lanes) (i32.const 1))))
          (br_if $next_candidate (local.get $lanes)))))

      ;; The next sixteen places.
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next_block))
    (unreachable)))
