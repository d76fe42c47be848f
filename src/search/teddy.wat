;; Looks for any of several names in bytes, sixteen places at once: the Teddy algorithm of Hyperscan, for 128-bit vectors.
;; Memory, written by tables.ts:
;;     0  for each of a window's four bytes two tables of sixteen: the buckets (one bit each) whose windows may have a
;;        byte with this lower half there, and those for its upper half
;;   256  for each byte: 1 for a letter, a digit or an underscore
;;  1024  4,096 slots of two bytes: where the entries of the windows with this hash begin, or 0
;;  9216  entries: the window's place in its name, the name's length, whether another entry of the slot follows, the name
;; 65536  the text; the byte before it is 0, and so has to be the byte behind it
(module
  (memory (export "memory") 9)

  ;; Whether one of the names that a slot lists stands, as a word, around the window at $at.
  (func $listed (param $entry i32) (param $at i32) (param $end i32) (result i32)
    (local $name i32) (local $length i32) (local $index i32)
    (loop $next
      (local.set $name (i32.sub (local.get $at) (i32.load8_u (local.get $entry))))
      (local.set $length (i32.load8_u offset=1 (local.get $entry)))
      (if (i32.ge_u (local.get $name) (i32.const 65536)) (then
      (if (i32.le_u (i32.add (local.get $name) (local.get $length)) (local.get $end)) (then
      (if (i32.eqz (i32.load8_u offset=256 (i32.load8_u (i32.sub (local.get $name) (i32.const 1))))) (then
      (if (i32.eqz (i32.load8_u offset=256 (i32.load8_u (i32.add (local.get $name) (local.get $length))))) (then
        (local.set $index (i32.const 0))
        (block $differs
          (loop $same
            (br_if $differs (i32.ne
              (i32.load8_u (i32.add (local.get $name) (local.get $index)))
              (i32.load8_u offset=3 (i32.add (local.get $entry) (local.get $index)))))
            (local.set $index (i32.add (local.get $index) (i32.const 1)))
            (br_if $same (i32.lt_u (local.get $index) (local.get $length))))
          (return (i32.const 1)))))))))))
      (if (i32.eqz (i32.load8_u offset=2 (local.get $entry))) (then (return (i32.const 0))))
      (local.set $entry (i32.add (local.get $entry) (i32.add (local.get $length) (i32.const 3))))
      (br $next))
    (unreachable))

  ;; Whether the text up to $end, an address, holds one of the names. Reads up to 18 bytes behind it.
  (func (export "holds") (param $end i32) (result i32)
    (local $at i32) (local $bytes v128) (local $found v128) (local $half v128) (local $bits i32) (local $place i32)
    (local $slot i32)
    (local $lower0 v128) (local $lower1 v128) (local $lower2 v128) (local $lower3 v128)
    (local $upper0 v128) (local $upper1 v128) (local $upper2 v128) (local $upper3 v128)
    (local.set $half (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15))
    (local.set $lower0 (v128.load offset=0 (i32.const 0)))
    (local.set $upper0 (v128.load offset=16 (i32.const 0)))
    (local.set $lower1 (v128.load offset=32 (i32.const 0)))
    (local.set $upper1 (v128.load offset=48 (i32.const 0)))
    (local.set $lower2 (v128.load offset=64 (i32.const 0)))
    (local.set $upper2 (v128.load offset=80 (i32.const 0)))
    (local.set $lower3 (v128.load offset=96 (i32.const 0)))
    (local.set $upper3 (v128.load offset=112 (i32.const 0)))
    (local.set $at (i32.const 65536))
    (loop $next
      (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (i32.const 0))))
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $found (v128.and
        (i8x16.swizzle (local.get $lower0) (v128.and (local.get $bytes) (local.get $half)))
        (i8x16.swizzle (local.get $upper0) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $half)))))
      (local.set $bytes (v128.load offset=1 (local.get $at)))
      (local.set $found (v128.and (local.get $found) (v128.and
        (i8x16.swizzle (local.get $lower1) (v128.and (local.get $bytes) (local.get $half)))
        (i8x16.swizzle (local.get $upper1) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $half))))))
      (local.set $bytes (v128.load offset=2 (local.get $at)))
      (local.set $found (v128.and (local.get $found) (v128.and
        (i8x16.swizzle (local.get $lower2) (v128.and (local.get $bytes) (local.get $half)))
        (i8x16.swizzle (local.get $upper2) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $half))))))
      (local.set $bytes (v128.load offset=3 (local.get $at)))
      (local.set $found (v128.and (local.get $found) (v128.and
        (i8x16.swizzle (local.get $lower3) (v128.and (local.get $bytes) (local.get $half)))
        (i8x16.swizzle (local.get $upper3) (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $half))))))
      (if (v128.any_true (local.get $found)) (then
        (local.set $bits (i32.xor
          (i8x16.bitmask (i8x16.eq (local.get $found) (v128.const i64x2 0 0)))
          (i32.const 0xffff)))
        (loop $each
          (local.set $place (i32.add (local.get $at) (i32.ctz (local.get $bits))))
          ;; A multiplicative hash, as Knuth has it: its upper twelve bits, times the two bytes of a slot.
          (local.set $slot (i32.load16_u offset=1024 (i32.shl
            (i32.shr_u (i32.mul (i32.load (local.get $place)) (i32.const 0x9e3779b1)) (i32.const 20))
            (i32.const 1))))
          (if (local.get $slot) (then
            (if (call $listed (local.get $slot) (local.get $place) (local.get $end)) (then (return (i32.const 1))))))
          (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
          (br_if $each (local.get $bits)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next))
    (unreachable)))
