;; Reads plain entries of an RDB into columns: see `plain-entries.ts`. All names are addresses of bytes in memory.
(module
  (memory (export "memory") 3 3)

  ;; 1 for a type byte whose values are one string.
  (global $isOneString (export "isOneString") i32 (i32.const 0))
  ;; The columns, of at most 512 entries.
  (global $most (export "most") i32 (i32.const 512))
  (global $expiries (export "expiries") i32 (i32.const 256))
  (global $offsets (export "offsets") i32 (i32.const 4352))
  (global $keyStarts (export "keyStarts") i32 (i32.const 8448))
  (global $keyEnds (export "keyEnds") i32 (i32.const 10496))
  (global $lengths (export "lengths") i32 (i32.const 12544))
  (global $nameStarts (export "nameStarts") i32 (i32.const 14592))
  ;; The numbers of entries whose key has no prefix, and of those whose prefix is not among the counted ones.
  (global $bares (export "bares") i32 (i32.const 16640))
  (global $others (export "others") i32 (i32.const 18688))
  (global $sizes (export "sizes") i32 (i32.const 20736))
  (global $lowOffsets (export "lowOffsets") i32 (i32.const 22784))
  (global $types (export "types") i32 (i32.const 25216))
  ;; Sums of the entries by their type, up to 31: bytes, and keys.
  (global $typeSizes (export "typeSizes") i32 (i32.const 24832))
  (global $typeKeys (export "typeKeys") i32 (i32.const 25088))
  ;; The names of the entries, each after its length. The last word of a copy is longer than its name.
  (global $names (export "names") i32 (i32.const 25728))
  ;; The bytes of the file. What is read beyond them is never used.
  (global $input (export "input") i32 (i32.const 91392))
  (global $inputBytes (export "inputBytes") i32 (i32.const 65536))

  ;; At most 512 prefixes of at most 31 bytes: their texts, each after its length, their hashes, and the sums of `read`.
  (global $prefixTexts (export "prefixTexts") i32 (i32.const 157056))
  (global $prefixHashes (export "prefixHashes") i32 (i32.const 173440))
  (global $prefixKeys (export "prefixKeys") i32 (i32.const 175488))
  (global $prefixSizes (export "prefixSizes") i32 (i32.const 177536))
  ;; 1024 places for the numbers of prefixes, from 1 on, by their hash.
  (global $places i32 (i32.const 181632))

  ;; What `read` has found: the number of entries, the byte after them, and the size of their names.
  (global $count (export "count") (mut i32) (i32.const 0))
  (global $next (export "next") (mut i32) (i32.const 0))
  (global $nameBytes (export "nameBytes") (mut i32) (i32.const 0))
  ;; The entries with an expiry, and the earliest of them.
  (global $expiring (export "expiring") (mut i32) (i32.const 0))
  (global $firstExpiry (export "firstExpiry") (mut f64) (f64.const 0))
  ;; How many prefixes are known, which stay for the next call, and the lengths of the two lists.
  (global $prefixes (export "prefixes") (mut i32) (i32.const 0))
  (global $bareCount (export "bareCount") (mut i32) (i32.const 0))
  (global $otherCount (export "otherCount") (mut i32) (i32.const 0))

  ;; The number of the prefix from `start` on, made known if it is new; -1 where it is too long, or one too many.
  (func $prefix (param $start i32) (param $length i32) (param $hash i32) (result i32)
    (local $place i32) (local $number i32) (local $text i32) (local $at i32)
    (if (i32.gt_u (local.get $length) (i32.const 31)) (then (return (i32.const -1))))
    (local.set $place (i32.and
      (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 15)))
      (i32.const 1023)))
    (loop $places
      (local.set $number (i32.load16_u (i32.add (global.get $places) (i32.shl (local.get $place) (i32.const 1)))))
      (if (i32.eqz (local.get $number)) (then
        (if (i32.eq (global.get $prefixes) (i32.const 512)) (then (return (i32.const -1))))
        (local.set $number (global.get $prefixes))
        (global.set $prefixes (i32.add (local.get $number) (i32.const 1)))
        (i32.store16 (i32.add (global.get $places) (i32.shl (local.get $place) (i32.const 1))) (global.get $prefixes))
        (i32.store
          (i32.add (global.get $prefixHashes) (i32.shl (local.get $number) (i32.const 2)))
          (local.get $hash))
        (local.set $text (i32.add (global.get $prefixTexts) (i32.shl (local.get $number) (i32.const 5))))
        (i32.store8 (local.get $text) (local.get $length))
        (memory.copy (i32.add (local.get $text) (i32.const 1)) (local.get $start) (local.get $length))
        (return (local.get $number))))
      (local.set $number (i32.sub (local.get $number) (i32.const 1)))
      (local.set $text (i32.add (global.get $prefixTexts) (i32.shl (local.get $number) (i32.const 5))))
      (block $differs
        (br_if $differs (i32.ne (i32.load8_u (local.get $text)) (local.get $length)))
        (local.set $at (i32.const 0))
        (loop $bytes
          (br_if $differs (i32.ne
            (i32.load8_u offset=1 (i32.add (local.get $text) (local.get $at)))
            (i32.load8_u (i32.add (local.get $start) (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br_if $bytes (i32.lt_u (local.get $at) (local.get $length))))
        (return (local.get $number)))
      (local.set $place (i32.and (i32.add (local.get $place) (i32.const 1)) (i32.const 1023)))
      (br $places))
    (unreachable))

  ;; Reads the entries from `begin` on.
  ;; last: the last byte where an entry or a value may begin
  ;; base: the offset in the file of the byte 0
  ;; expiry: what was read before the first entry, ms; -1 without one
  (func (export "read") (param $begin i32) (param $end i32) (param $last i32) (param $base f64) (param $expiry f64)
    (local $at i32) (local $type i32) (local $length i32) (local $keyStart i32) (local $keyEnd i32) (local $head i32)
    (local $form i32) (local $count i32) (local $column i32) (local $name i32) (local $from i32) (local $to i32)
    (local $byte i32) (local $hash i32) (local $expiring i32) (local $firstExpiry f64) (local $size i32) (local $number i32) (local $bareCount i32)
    (local $otherCount i32)
    (local.set $name (global.get $names))
    (local.set $firstExpiry (f64.const inf))
    (memory.fill (global.get $typeSizes) (i32.const 0) (i32.const 384))
    (memory.fill (global.get $prefixKeys) (i32.const 0) (i32.shl (global.get $prefixes) (i32.const 2)))
    (memory.fill (global.get $prefixSizes) (i32.const 0) (i32.shl (global.get $prefixes) (i32.const 3)))
    (block $stop
      (loop $entries
        (br_if $stop (i32.gt_u (local.get $begin) (local.get $last)))
        (br_if $stop (i32.ge_u (local.get $count) (global.get $most)))

        ;; The type, perhaps after an expiry in milliseconds.
        (local.set $at (i32.add (local.get $begin) (i32.const 1)))
        (local.set $type (i32.load8_u (local.get $begin)))
        (if (i32.eq (local.get $type) (i32.const 252)) (then
          (local.set $expiry (f64.max (f64.const 0) (f64.convert_i64_s (i64.load align=1 (local.get $at)))))
          (local.set $type (i32.load8_u offset=8 (local.get $at)))
          (local.set $at (i32.add (local.get $at) (i32.const 9)))))
        (br_if $stop (i32.eqz (i32.load8_u (i32.add (global.get $isOneString) (local.get $type)))))

        ;; The key: a length of 6 or 14 bits, and its bytes.
        (local.set $length (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.ge_u (local.get $length) (i32.const 0x40)) (then
          (br_if $stop (i32.ge_u (local.get $length) (i32.const 0x80)))
          (local.set $length (i32.or
            (i32.shl (i32.and (local.get $length) (i32.const 0x3f)) (i32.const 8))
            (i32.load8_u (local.get $at))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))))
        (local.set $keyStart (local.get $at))
        (local.set $keyEnd (i32.add (local.get $at) (local.get $length)))
        (br_if $stop (i32.gt_u (local.get $keyEnd) (local.get $last)))

        ;; The value: a length of 6 or 14 bits, a number, or a compressed string.
        (local.set $head (i32.load8_u (local.get $keyEnd)))
        (local.set $at (i32.add (local.get $keyEnd) (i32.const 1)))
        (block $value
          (if (i32.lt_u (local.get $head) (i32.const 0x40)) (then
            (local.set $at (i32.add (local.get $at) (local.get $head)))
            (br $value)))
          (if (i32.lt_u (local.get $head) (i32.const 0x80)) (then
            (local.set $at (i32.add (i32.add (local.get $at) (i32.const 1)) (i32.or
              (i32.shl (i32.and (local.get $head) (i32.const 0x3f)) (i32.const 8))
              (i32.load8_u (local.get $at)))))
            (br $value)))
          ;; Compressed: the length in the file, then that of the string.
          (if (i32.eq (local.get $head) (i32.const 0xc3)) (then
            (local.set $length (i32.load8_u (local.get $at)))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (if (i32.ge_u (local.get $length) (i32.const 0x40)) (then
              (br_if $stop (i32.ge_u (local.get $length) (i32.const 0x80)))
              (local.set $length (i32.or
                (i32.shl (i32.and (local.get $length) (i32.const 0x3f)) (i32.const 8))
                (i32.load8_u (local.get $at))))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))))
            (local.set $form (i32.shr_u (i32.load8_u (local.get $at)) (i32.const 6)))
            (br_if $stop (i32.gt_u (local.get $form) (i32.const 1)))
            (local.set $at (i32.add
              (i32.add (local.get $at) (i32.const 1))
              (i32.add (local.get $form) (local.get $length))))
            (br $value)))
          (br_if $stop (i32.lt_u (local.get $head) (i32.const 0xc0)))
          (br_if $stop (i32.gt_u (local.get $head) (i32.const 0xc2)))
          (local.set $at (i32.add
            (local.get $at)
            (i32.shl (i32.const 1) (i32.and (local.get $head) (i32.const 3))))))
        (br_if $stop (i32.gt_u (local.get $at) (local.get $end)))

        (local.set $length (i32.sub (local.get $keyEnd) (local.get $keyStart)))
        (i32.store8 (i32.add (global.get $types) (local.get $count)) (local.get $type))
        (local.set $column (i32.shl (local.get $count) (i32.const 3)))
        (f64.store (i32.add (global.get $expiries) (local.get $column)) (local.get $expiry))
        (f64.store (i32.add (global.get $offsets) (local.get $column))
          (f64.add (local.get $base) (f64.convert_i32_u (local.get $keyEnd))))
        (local.set $column (i32.shl (local.get $count) (i32.const 2)))
        (i32.store (i32.add (global.get $keyStarts) (local.get $column)) (local.get $keyStart))
        (i32.store (i32.add (global.get $keyEnds) (local.get $column)) (local.get $keyEnd))
        (i32.store (i32.add (global.get $lengths) (local.get $column)) (i32.sub (local.get $at) (local.get $keyEnd)))
        (i32.store (i32.add (global.get $lowOffsets) (local.get $column))
          (i32.wrap_i64 (i64.trunc_f64_s (f64.add (local.get $base) (f64.convert_i32_u (local.get $keyEnd))))))
        (local.set $size (i32.sub (local.get $at) (local.get $keyStart)))
        (i32.store (i32.add (global.get $sizes) (local.get $column)) (local.get $size))

        ;; The sums.
        (if (f64.ge (local.get $expiry) (f64.const 0)) (then
          (local.set $expiring (i32.add (local.get $expiring) (i32.const 1)))
          (local.set $firstExpiry (f64.min (local.get $firstExpiry) (local.get $expiry)))))
        (local.set $type (i32.and (local.get $type) (i32.const 31)))
        (local.set $from (i32.add (global.get $typeSizes) (i32.shl (local.get $type) (i32.const 3))))
        (f64.store (local.get $from) (f64.add (f64.load (local.get $from)) (f64.convert_i32_u (local.get $size))))
        (local.set $from (i32.add (global.get $typeKeys) (i32.shl (local.get $type) (i32.const 2))))
        (i32.store (local.get $from) (i32.add (i32.load (local.get $from)) (i32.const 1)))

        ;; The name: its length, 7 bits a byte and the last byte below 128, and its bytes, a word at a time.
        (i32.store (i32.add (global.get $nameStarts) (local.get $column))
          (i32.sub (local.get $name) (global.get $names)))
        (if (i32.ge_u (local.get $length) (i32.const 0x80)) (then
          (i32.store8 (local.get $name) (i32.or (local.get $length) (i32.const 0x80)))
          (i32.store8 offset=1 (local.get $name) (i32.shr_u (local.get $length) (i32.const 7)))
          (local.set $name (i32.add (local.get $name) (i32.const 2))))
        (else
          (i32.store8 (local.get $name) (local.get $length))
          (local.set $name (i32.add (local.get $name) (i32.const 1)))))
        (local.set $from (local.get $keyStart))
        (local.set $to (local.get $name))
        (local.set $name (i32.add (local.get $name) (local.get $length)))
        (block $copied
          (loop $words
            (br_if $copied (i32.ge_u (local.get $from) (local.get $keyEnd)))
            (i64.store align=1 (local.get $to) (i64.load align=1 (local.get $from)))
            (local.set $from (i32.add (local.get $from) (i32.const 8)))
            (local.set $to (i32.add (local.get $to) (i32.const 8)))
            (br $words)))

        ;; The prefix: up to and with the first colon. Its hash is that of FNV.
        (local.set $from (local.get $keyStart))
        (local.set $byte (i32.const 0))
        (local.set $hash (i32.const 0))
        (block $found
          (loop $bytes
            (br_if $found (i32.ge_u (local.get $from) (local.get $keyEnd)))
            (local.set $byte (i32.load8_u (local.get $from)))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))
            (local.set $hash (i32.mul (i32.xor (local.get $hash) (local.get $byte)) (i32.const 0x01000193)))
            (br_if $bytes (i32.ne (local.get $byte) (i32.const 0x3a)))))
        (if (i32.eq (local.get $byte) (i32.const 0x3a)) (then
          (local.set $number (call $prefix
            (local.get $keyStart)
            (i32.sub (local.get $from) (local.get $keyStart))
            (local.get $hash)))
          (if (i32.lt_s (local.get $number) (i32.const 0)) (then
            (i32.store (i32.add (global.get $others) (i32.shl (local.get $otherCount) (i32.const 2))) (local.get $count))
            (local.set $otherCount (i32.add (local.get $otherCount) (i32.const 1))))
          (else
            (local.set $from (i32.add (global.get $prefixKeys) (i32.shl (local.get $number) (i32.const 2))))
            (i32.store (local.get $from) (i32.add (i32.load (local.get $from)) (i32.const 1)))
            (local.set $from (i32.add (global.get $prefixSizes) (i32.shl (local.get $number) (i32.const 3))))
            (f64.store (local.get $from)
              (f64.add (f64.load (local.get $from)) (f64.convert_i32_u (local.get $size)))))))
        (else
          (i32.store (i32.add (global.get $bares) (i32.shl (local.get $bareCount) (i32.const 2))) (local.get $count))
          (local.set $bareCount (i32.add (local.get $bareCount) (i32.const 1)))))

        (local.set $count (i32.add (local.get $count) (i32.const 1)))
        (local.set $expiry (f64.const -1))
        (local.set $begin (local.get $at))
        (br $entries)))
    (global.set $count (local.get $count))
    (global.set $bareCount (local.get $bareCount))
    (global.set $otherCount (local.get $otherCount))
    (global.set $expiring (local.get $expiring))
    (global.set $firstExpiry (local.get $firstExpiry))
    (global.set $next (local.get $begin))
    (global.set $nameBytes (i32.sub (local.get $name) (global.get $names)))))
