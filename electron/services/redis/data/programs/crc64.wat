;; Computes the checksum of bytes in memory: see `crc64.ts`.
(module
  (memory (export "memory") 2 2)
  ;; Eight tables of 256 entries, one for each byte of a step: the sum of that byte, with those of the step after it 0.
  (global $tables i32 (i32.const 0))
  ;; Eight more tables: the change of a sum by 4096 zero bytes after it.
  (global $later i32 (i32.const 16384))
  ;; The bytes to be summed: a multiple of three parts.
  (global $summed (export "summed") i32 (i32.const 32768))
  (global $summedBytes (export "summedBytes") i32 (i32.const 98304))

  ;; Makes the tables. The bytes to be summed must be 0.
  (func $prepare (param $polynomial i64)
    (local $byte i32) (local $bit i32) (local $crc i64) (local $at i32)
    (loop $bytes
      (local.set $crc (i64.extend_i32_u (local.get $byte)))
      (local.set $bit (i32.const 0))
      (loop $bits
        (local.set $crc (i64.xor
          (i64.shr_u (local.get $crc) (i64.const 1))
          (i64.and (local.get $polynomial) (i64.sub (i64.const 0) (i64.and (local.get $crc) (i64.const 1))))))
        (local.set $bit (i32.add (local.get $bit) (i32.const 1)))
        (br_if $bits (i32.lt_u (local.get $bit) (i32.const 8))))
      (i64.store (i32.shl (local.get $byte) (i32.const 3)) (local.get $crc))
      (local.set $byte (i32.add (local.get $byte) (i32.const 1)))
      (br_if $bytes (i32.lt_u (local.get $byte) (i32.const 256))))
    (local.set $at (i32.const 2048))
    (loop $entries
      (local.set $crc (i64.load (i32.sub (local.get $at) (i32.const 2048))))
      (i64.store (local.get $at) (i64.xor
        (i64.shr_u (local.get $crc) (i64.const 8))
        (i64.load (i32.shl (i32.and (i32.wrap_i64 (local.get $crc)) (i32.const 255)) (i32.const 3)))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $entries (i32.lt_u (local.get $at) (i32.const 16384))))
    ;; The change is linear: that of a byte combines those of its lowest bit and of its other bits.
    (local.set $at (i32.const 0))
    (loop $entries
      (local.set $byte (i32.and (i32.shr_u (local.get $at) (i32.const 3)) (i32.const 255)))
      (if (i32.ne (local.get $byte) (i32.const 0)) (then
        (local.set $bit (i32.and (local.get $byte) (i32.sub (local.get $byte) (i32.const 1))))
        (if (i32.eqz (local.get $bit)) (then
          (local.set $crc (call $update
            (i64.shl
              (i64.extend_i32_u (local.get $byte))
              (i64.extend_i32_u (i32.shl (i32.shr_u (local.get $at) (i32.const 11)) (i32.const 3))))
            (global.get $summed)
            (i32.add (global.get $summed) (i32.const 4096)))))
        (else
          (local.set $crc (i64.xor
            (call $entry (local.get $at) (local.get $bit))
            (call $entry (local.get $at) (i32.xor (local.get $byte) (local.get $bit)))))))
        (i64.store offset=16384 (local.get $at) (local.get $crc))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $entries (i32.lt_u (local.get $at) (i32.const 16384)))))

  ;; The change of a byte, in the same table of `later` as the place `at`.
  (func $entry (param $at i32) (param $byte i32) (result i64)
    (i64.load offset=16384 (i32.add
      (i32.and (local.get $at) (i32.const 0x3800))
      (i32.shl (local.get $byte) (i32.const 3)))))

  ;; The sum after 4096 more bytes of 0.
  (func $shift (param $crc i64) (result i64)
    (local $at i32) (local $sum i64)
    (local.set $at (global.get $later))
    (loop $bytes
      (local.set $sum (i64.xor (local.get $sum) (i64.load (i32.add
        (local.get $at)
        (i32.shl (i32.and (i32.wrap_i64 (local.get $crc)) (i32.const 255)) (i32.const 3))))))
      (local.set $crc (i64.shr_u (local.get $crc) (i64.const 8)))
      (local.set $at (i32.add (local.get $at) (i32.const 2048)))
      (br_if $bytes (i32.lt_u (local.get $at) (global.get $summed))))
    (local.get $sum))

  ;; Returns the checksum after the bytes from `at` up to `end`.
  (func $update (export "update") (param $crc i64) (param $at i32) (param $end i32) (result i64)
    (local $low i32) (local $high i32) (local $until i32)
    (local $crcB i64) (local $lowB i32) (local $highB i32)
    (local $crcC i64) (local $lowC i32) (local $highC i32)
    ;; Three parts of 4096 bytes at a time: each step waits for the one before it, and those of other parts run meanwhile.
    (block $done
      (loop $parts
        (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 12288)) (local.get $end)))
        (local.set $until (i32.add (local.get $at) (i32.const 4096)))
        (local.set $crcB (i64.const 0))
        (local.set $crcC (i64.const 0))
        (loop $steps
          (local.set $crc (i64.xor (i64.load align=1 (local.get $at)) (local.get $crc)))
          (local.set $low (i32.wrap_i64 (local.get $crc)))
          (local.set $high (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 32))))
          (local.set $crcB (i64.xor (i64.load offset=4096 align=1 (local.get $at)) (local.get $crcB)))
          (local.set $lowB (i32.wrap_i64 (local.get $crcB)))
          (local.set $highB (i32.wrap_i64 (i64.shr_u (local.get $crcB) (i64.const 32))))
          (local.set $crcC (i64.xor (i64.load offset=8192 align=1 (local.get $at)) (local.get $crcC)))
          (local.set $lowC (i32.wrap_i64 (local.get $crcC)))
          (local.set $highC (i32.wrap_i64 (i64.shr_u (local.get $crcC) (i64.const 32))))
          (local.set $crc (i64.xor
            (i64.xor
              (i64.xor
                (i64.load offset=14336 (i32.and (i32.shl (local.get $low) (i32.const 3)) (i32.const 2040)))
                (i64.load offset=12288 (i32.and (i32.shr_u (local.get $low) (i32.const 5)) (i32.const 2040))))
              (i64.xor
                (i64.load offset=10240 (i32.and (i32.shr_u (local.get $low) (i32.const 13)) (i32.const 2040)))
                (i64.load offset=8192 (i32.and (i32.shr_u (local.get $low) (i32.const 21)) (i32.const 2040)))))
            (i64.xor
              (i64.xor
                (i64.load offset=6144 (i32.and (i32.shl (local.get $high) (i32.const 3)) (i32.const 2040)))
                (i64.load offset=4096 (i32.and (i32.shr_u (local.get $high) (i32.const 5)) (i32.const 2040))))
              (i64.xor
                (i64.load offset=2048 (i32.and (i32.shr_u (local.get $high) (i32.const 13)) (i32.const 2040)))
                (i64.load offset=0 (i32.and (i32.shr_u (local.get $high) (i32.const 21)) (i32.const 2040)))))))
          (local.set $crcB (i64.xor
            (i64.xor
              (i64.xor
                (i64.load offset=14336 (i32.and (i32.shl (local.get $lowB) (i32.const 3)) (i32.const 2040)))
                (i64.load offset=12288 (i32.and (i32.shr_u (local.get $lowB) (i32.const 5)) (i32.const 2040))))
              (i64.xor
                (i64.load offset=10240 (i32.and (i32.shr_u (local.get $lowB) (i32.const 13)) (i32.const 2040)))
                (i64.load offset=8192 (i32.and (i32.shr_u (local.get $lowB) (i32.const 21)) (i32.const 2040)))))
            (i64.xor
              (i64.xor
                (i64.load offset=6144 (i32.and (i32.shl (local.get $highB) (i32.const 3)) (i32.const 2040)))
                (i64.load offset=4096 (i32.and (i32.shr_u (local.get $highB) (i32.const 5)) (i32.const 2040))))
              (i64.xor
                (i64.load offset=2048 (i32.and (i32.shr_u (local.get $highB) (i32.const 13)) (i32.const 2040)))
                (i64.load offset=0 (i32.and (i32.shr_u (local.get $highB) (i32.const 21)) (i32.const 2040)))))))
          (local.set $crcC (i64.xor
            (i64.xor
              (i64.xor
                (i64.load offset=14336 (i32.and (i32.shl (local.get $lowC) (i32.const 3)) (i32.const 2040)))
                (i64.load offset=12288 (i32.and (i32.shr_u (local.get $lowC) (i32.const 5)) (i32.const 2040))))
              (i64.xor
                (i64.load offset=10240 (i32.and (i32.shr_u (local.get $lowC) (i32.const 13)) (i32.const 2040)))
                (i64.load offset=8192 (i32.and (i32.shr_u (local.get $lowC) (i32.const 21)) (i32.const 2040)))))
            (i64.xor
              (i64.xor
                (i64.load offset=6144 (i32.and (i32.shl (local.get $highC) (i32.const 3)) (i32.const 2040)))
                (i64.load offset=4096 (i32.and (i32.shr_u (local.get $highC) (i32.const 5)) (i32.const 2040))))
              (i64.xor
                (i64.load offset=2048 (i32.and (i32.shr_u (local.get $highC) (i32.const 13)) (i32.const 2040)))
                (i64.load offset=0 (i32.and (i32.shr_u (local.get $highC) (i32.const 21)) (i32.const 2040)))))))
          (local.set $at (i32.add (local.get $at) (i32.const 8)))
          (br_if $steps (i32.lt_u (local.get $at) (local.get $until))))
        (local.set $crc (i64.xor
          (call $shift (i64.xor (call $shift (local.get $crc)) (local.get $crcB)))
          (local.get $crcC)))
        (local.set $at (i32.add (local.get $at) (i32.const 8192)))
        (br $parts)))
    (block $done
      (loop $steps
        (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $end)))
        (local.set $crc (i64.xor (i64.load align=1 (local.get $at)) (local.get $crc)))
        (local.set $low (i32.wrap_i64 (local.get $crc)))
        (local.set $high (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 32))))
        (local.set $crc (i64.xor
          (i64.xor
            (i64.xor
              (i64.load offset=14336 (i32.and (i32.shl (local.get $low) (i32.const 3)) (i32.const 2040)))
              (i64.load offset=12288 (i32.and (i32.shr_u (local.get $low) (i32.const 5)) (i32.const 2040))))
            (i64.xor
              (i64.load offset=10240 (i32.and (i32.shr_u (local.get $low) (i32.const 13)) (i32.const 2040)))
              (i64.load offset=8192 (i32.and (i32.shr_u (local.get $low) (i32.const 21)) (i32.const 2040)))))
          (i64.xor
            (i64.xor
              (i64.load offset=6144 (i32.and (i32.shl (local.get $high) (i32.const 3)) (i32.const 2040)))
              (i64.load offset=4096 (i32.and (i32.shr_u (local.get $high) (i32.const 5)) (i32.const 2040))))
            (i64.xor
              (i64.load offset=2048 (i32.and (i32.shr_u (local.get $high) (i32.const 13)) (i32.const 2040)))
              (i64.load offset=0 (i32.and (i32.shr_u (local.get $high) (i32.const 21)) (i32.const 2040)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $steps)))
    (block $done
      (loop $bytes
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $crc (i64.xor
          (i64.load (i32.shl
            (i32.and (i32.xor (i32.wrap_i64 (local.get $crc)) (i32.load8_u (local.get $at))) (i32.const 255))
            (i32.const 3)))
          (i64.shr_u (local.get $crc) (i64.const 8))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $bytes)))
    (local.get $crc))

  (export "prepare" (func $prepare)))
