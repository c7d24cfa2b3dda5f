;; Hashes keys with their values, and finds the rows of keys: see `key-table.ts`. All names are addresses of bytes in
;; memory.
(module
  (memory (export "memory") 58)

  ;; The window: entries, at most 32768. Where the key begins and ends and how long the value after it is.
  (global $keyStarts (export "keyStarts") i32 (i32.const 0))
  (global $keyEnds (export "keyEnds") i32 (i32.const 131072))
  (global $lengths (export "lengths") i32 (i32.const 262144))
  (global $expiries (export "expiries") i32 (i32.const 1048576))
  (global $offsets (export "offsets") i32 (i32.const 1310720))
  (global $types (export "types") i32 (i32.const 1572864))
  ;; Their hashes: of the key, and of the whole entry.
  (global $keyHashes (export "keyHashes") i32 (i32.const 393216))
  (global $hashes (export "hashes") i32 (i32.const 786432))
  ;; The numbers of entries by the parts of the table, and where the entries of each part begin.
  (global $order i32 (i32.const 524288))
  (global $parts i32 (i32.const 1605632))
  ;; A list of numbers of entries, or of rows, as the result of a function.
  (global $list (export "list") i32 (i32.const 655360))
  ;; The result of `hash`, and the bytes for it.
  (global $digest (export "digest") i32 (i32.const 1607680))
  (global $pieces (export "pieces") i32 (i32.const 1607688))
  (global $piecesBytes (export "piecesBytes") i32 (i32.const 65536))
  ;; The bytes of the entries.
  (global $input (export "input") i32 (i32.const 1673472))
  (global $inputBytes (export "inputBytes") i32 (i32.const 2097152))

  ;; The table. Each place has 16 bytes: the hash of a key, its row and 1, and the hash of the entry. A place without a row
  ;; is free. The upper bits of a row say that `findAll` has found its entry (31), or another one with the same hash of the
  ;; key (30).
  (global $table (export "table") i32 (i32.const 3801088))
  (global $places (mut i32) (i32.const 0))
  (global $end (mut i32) (i32.const 0))
  ;; The bytes that `fetch` has read, so that the read is not optimised away.
  (global $fetched (mut i32) (i32.const 0))
  (global $found (export "found") (mut i32) (i32.const 0))

  ;; The secret of the hashes.
  (global $secret0 (mut i64) (i64.const 0))
  (global $secret1 (mut i64) (i64.const 0))

  (func (export "setSecret") (param $first i64) (param $second i64)
    (global.set $secret0 (local.get $first))
    (global.set $secret1 (local.get $second)))

  ;; Allocates this number of places. Returns -1 if there is too little memory.
  (func (export "reserve") (param $places i32) (result i32)
    (global.set $places (local.get $places))
    (global.set $end (i32.add (global.get $table) (i32.shl (local.get $places) (i32.const 4))))
    (memory.grow (i32.add (i32.shr_u (local.get $places) (i32.const 12)) (i32.const 1))))

  ;; SipHash-1-3. It reads up to 7 bytes more, and does not use them.
  (func $sip (param $from i32) (param $length i32) (result i64)
    (local $v0 i64) (local $v1 i64) (local $v2 i64) (local $v3 i64) (local $word i64) (local $left i32)
    (local.set $v0 (i64.xor (global.get $secret0) (i64.const 0x736f6d6570736575)))
    (local.set $v1 (i64.xor (global.get $secret1) (i64.const 0x646f72616e646f6d)))
    (local.set $v2 (i64.xor (global.get $secret0) (i64.const 0x6c7967656e657261)))
    (local.set $v3 (i64.xor (global.get $secret1) (i64.const 0x7465646279746573)))
    (local.set $left (local.get $length))
    (loop $words
      (local.set $word (i64.load align=1 (local.get $from)))
      ;; The last word has fewer than 8 bytes, and the length.
      (if (i32.lt_s (local.get $left) (i32.const 8)) (then
        (local.set $word (i64.or
          (i64.and
            (local.get $word)
            (i64.sub
              (i64.shl (i64.const 1) (i64.extend_i32_u (i32.shl (local.get $left) (i32.const 3))))
              (i64.const 1)))
          (i64.shl (i64.extend_i32_u (local.get $length)) (i64.const 56))))))
      (local.set $v3 (i64.xor (local.get $v3) (local.get $word)))
      (local.set $v0 (i64.add (local.get $v0) (local.get $v1)))
      (local.set $v2 (i64.add (local.get $v2) (local.get $v3)))
      (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 13)) (local.get $v0)))
      (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 16)) (local.get $v2)))
      (local.set $v0 (i64.rotl (local.get $v0) (i64.const 32)))
      (local.set $v2 (i64.add (local.get $v2) (local.get $v1)))
      (local.set $v0 (i64.add (local.get $v0) (local.get $v3)))
      (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 17)) (local.get $v2)))
      (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 21)) (local.get $v0)))
      (local.set $v2 (i64.rotl (local.get $v2) (i64.const 32)))
      (local.set $v0 (i64.xor (local.get $v0) (local.get $word)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (local.set $left (i32.sub (local.get $left) (i32.const 8)))
      (br_if $words (i32.ge_s (local.get $left) (i32.const 0))))
    (local.set $v2 (i64.xor (local.get $v2) (i64.const 0xff)))
    (local.set $left (i32.const 3))
    (loop $rounds
      (local.set $v0 (i64.add (local.get $v0) (local.get $v1)))
      (local.set $v2 (i64.add (local.get $v2) (local.get $v3)))
      (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 13)) (local.get $v0)))
      (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 16)) (local.get $v2)))
      (local.set $v0 (i64.rotl (local.get $v0) (i64.const 32)))
      (local.set $v2 (i64.add (local.get $v2) (local.get $v1)))
      (local.set $v0 (i64.add (local.get $v0) (local.get $v3)))
      (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 17)) (local.get $v2)))
      (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 21)) (local.get $v0)))
      (local.set $v2 (i64.rotl (local.get $v2) (i64.const 32)))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $rounds (local.get $left)))
    (i64.xor
      (i64.xor (local.get $v0) (local.get $v1))
      (i64.xor (local.get $v2) (local.get $v3))))

  ;; Hashes bytes of the pieces, or these after the last digest.
  (func (export "hash") (param $from i32) (param $length i32)
    (i64.store (global.get $digest) (call $sip (local.get $from) (local.get $length))))

  ;; The part of an entry's hash that its expiry has. Most entries have none (-1), and the conversion is slow.
  (func $ofExpiry (param $expiry f64) (result i64)
    (if (f64.eq (local.get $expiry) (f64.const -1)) (then (return (i64.const 0x604de39ae16720db))))
    (i64.mul (i64.trunc_sat_f64_s (local.get $expiry)) (i64.const 0x9fb21c651e98df25)))

  ;; The two hashes of an entry from those of its key and its value.
  (func $join (param $at i32) (param $key i64) (param $value i64) (param $database i32)
    (local $column i32)
    (local.set $key (i64.add
      (local.get $key)
      (i64.mul (i64.extend_i32_u (local.get $database)) (i64.const 0x9e3779b97f4a7c15))))
    (i32.store
      (i32.add (global.get $keyHashes) (i32.shl (local.get $at) (i32.const 2)))
      (i32.wrap_i64 (i64.shr_u (local.get $key) (i64.const 32))))
    (local.set $column (i32.shl (local.get $at) (i32.const 3)))
    (i64.store
      (i32.add (global.get $hashes) (local.get $column))
      (i64.xor
        (i64.xor (local.get $key) (local.get $value))
        (i64.xor
          (i64.mul
            (i64.load8_u (i32.add (global.get $types) (local.get $at)))
            (i64.const 0xc2b2ae3d27d4eb4f))
          (call $ofExpiry (f64.load (i32.add (global.get $expiries) (local.get $column))))))))

  ;; Joins the hash of a value, which is in the place of the entry's hash, and the digest of its key.
  (func (export "joinOne") (param $at i32) (param $database i32)
    (call $join
      (local.get $at)
      (i64.load (global.get $digest))
      (i64.load (i32.add (global.get $hashes) (i32.shl (local.get $at) (i32.const 3))))
      (local.get $database)))

  ;; Whether the entry at an address of the table and one of the window, with the same key, differ in their expiries only.
  (func (export "isSameBut") (param $address i32) (param $at i32) (param $before f64) (param $after f64) (result i32)
    (i64.eq
      (i64.xor (i64.load offset=8 (local.get $address)) (call $ofExpiry (local.get $before)))
      (i64.xor
        (i64.load (i32.add (global.get $hashes) (i32.shl (local.get $at) (i32.const 3))))
        (call $ofExpiry (local.get $after)))))

  ;; Hashes entries from `at` up to `end`. moved: how much further their bytes are than the columns say
  (func (export "hashAll") (param $at i32) (param $end i32) (param $moved i32) (param $database i32)
    (local $column i32) (local $keyStart i32) (local $keyEnd i32)
    (block $stop
      (loop $entries
        (br_if $stop (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $column (i32.shl (local.get $at) (i32.const 2)))
        (local.set $keyStart (i32.add
          (i32.load (i32.add (global.get $keyStarts) (local.get $column)))
          (local.get $moved)))
        (i32.store (i32.add (global.get $keyStarts) (local.get $column)) (local.get $keyStart))
        (local.set $keyEnd (i32.add
          (i32.load (i32.add (global.get $keyEnds) (local.get $column)))
          (local.get $moved)))
        (i32.store (i32.add (global.get $keyEnds) (local.get $column)) (local.get $keyEnd))
        (call $join
          (local.get $at)
          (call $sip (local.get $keyStart) (i32.sub (local.get $keyEnd) (local.get $keyStart)))
          (call $sip (local.get $keyEnd) (i32.load (i32.add (global.get $lengths) (local.get $column))))
          (local.get $database))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $entries))))

  ;; The first place for a hash. The order of the places is that of the hashes.
  (func $placeOf (param $hash i32) (result i32)
    (i32.add
      (global.get $table)
      (i32.shl
        (i32.wrap_i64 (i64.shr_u
          (i64.mul (i64.extend_i32_u (local.get $hash)) (i64.extend_i32_u (global.get $places)))
          (i64.const 32)))
        (i32.const 4))))

  (func $placeAfter (param $address i32) (result i32)
    (local.set $address (i32.add (local.get $address) (i32.const 16)))
    (select (global.get $table) (local.get $address) (i32.eq (local.get $address) (global.get $end))))

  ;; Orders the entries by 256 parts of the table, so that those of one part follow each other: a part stays in the
  ;; processor's caches, the table would not.
  (func $sort (param $count i32)
    (local $at i32) (local $address i32) (local $sum i32) (local $part i32)
    ;; A few entries need no order.
    (if (i32.lt_u (local.get $count) (i32.const 64)) (then
      (loop $entries
        (i32.store (i32.add (global.get $order) (i32.shl (local.get $at) (i32.const 2))) (local.get $at))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $entries (i32.lt_u (local.get $at) (local.get $count))))
      (return)))
    (memory.fill (global.get $parts) (i32.const 0) (i32.const 1024))
    (block $counted
      (loop $entries
        (br_if $counted (i32.ge_u (local.get $at) (local.get $count)))
        (local.set $address (i32.add (global.get $parts) (i32.shl
          (i32.load8_u offset=3 (i32.add (global.get $keyHashes) (i32.shl (local.get $at) (i32.const 2))))
          (i32.const 2))))
        (i32.store (local.get $address) (i32.add (i32.load (local.get $address)) (i32.const 1)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $entries)))
    (local.set $sum (global.get $order))
    (local.set $address (global.get $parts))
    (loop $parts
      (local.set $part (i32.load (local.get $address)))
      (i32.store (local.get $address) (local.get $sum))
      (local.set $sum (i32.add (local.get $sum) (i32.shl (local.get $part) (i32.const 2))))
      (local.set $address (i32.add (local.get $address) (i32.const 4)))
      (br_if $parts (i32.lt_u (local.get $address) (i32.add (global.get $parts) (i32.const 1024)))))
    (local.set $at (i32.const 0))
    (block $sorted
      (loop $entries
        (br_if $sorted (i32.ge_u (local.get $at) (local.get $count)))
        (local.set $address (i32.add (global.get $parts) (i32.shl
          (i32.load8_u offset=3 (i32.add (global.get $keyHashes) (i32.shl (local.get $at) (i32.const 2))))
          (i32.const 2))))
        (local.set $part (i32.load (local.get $address)))
        (i32.store (local.get $part) (local.get $at))
        (i32.store (local.get $address) (i32.add (local.get $part) (i32.const 4)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $entries))))

  ;; Reads the places of the next entries in the order, at most 128, so that they are in the processor's cache afterwards. It
  ;; does nothing else: the processor fetches many places at once, which it cannot do if each decides the next step.
  ;; The end of these entries in the order.
  (func $fetch (param $order i32) (param $last i32) (result i32)
    (local $sum i32)
    (if (i32.gt_u (i32.sub (local.get $last) (local.get $order)) (i32.const 512)) (then
      (local.set $last (i32.add (local.get $order) (i32.const 512)))))
    (loop $entries
      (local.set $sum (i32.xor
        (local.get $sum)
        (i32.load (call $placeOf (i32.load (i32.add
          (global.get $keyHashes)
          (i32.shl (i32.load (local.get $order)) (i32.const 2))))))))
      (local.set $order (i32.add (local.get $order) (i32.const 4)))
      (br_if $entries (i32.lt_u (local.get $order) (local.get $last))))
    (global.set $fetched (local.get $sum))
    (local.get $last))

  ;; Enters the first `count` entries, which have rows from `row` on. `list` gets the numbers of those with the hash of a
  ;; key that the table has, and the result is how many these are.
  (func (export "enterAll") (param $count i32) (param $row i32) (result i32)
    (local $order i32) (local $last i32) (local $fetched i32) (local $at i32) (local $hash i32) (local $address i32) (local $isKnown i32)
    (local $known i32)
    (call $sort (local.get $count))
    (local.set $order (global.get $order))
    (local.set $fetched (local.get $order))
    (local.set $last (i32.add (local.get $order) (i32.shl (local.get $count) (i32.const 2))))
    (block $stop
      (loop $entries
        (br_if $stop (i32.ge_u (local.get $order) (local.get $last)))
        (if (i32.eq (local.get $order) (local.get $fetched)) (then
          (local.set $fetched (call $fetch (local.get $order) (local.get $last)))))
        (local.set $at (i32.load (local.get $order)))
        (local.set $hash (i32.load (i32.add (global.get $keyHashes) (i32.shl (local.get $at) (i32.const 2)))))
        (local.set $address (call $placeOf (local.get $hash)))
        (local.set $isKnown (i32.const 0))
        (block $free
          (loop $places
            (br_if $free (i32.eqz (i32.load offset=4 (local.get $address))))
            (local.set $isKnown (i32.or
              (local.get $isKnown)
              (i32.eq (i32.load (local.get $address)) (local.get $hash))))
            (local.set $address (call $placeAfter (local.get $address)))
            (br $places)))
        (i32.store (local.get $address) (local.get $hash))
        (i32.store offset=4
          (local.get $address)
          (i32.add (i32.add (local.get $row) (local.get $at)) (i32.const 1)))
        (i64.store offset=8
          (local.get $address)
          (i64.load (i32.add (global.get $hashes) (i32.shl (local.get $at) (i32.const 3)))))
        (if (local.get $isKnown) (then
          (i32.store (i32.add (global.get $list) (i32.shl (local.get $known) (i32.const 2))) (local.get $at))
          (local.set $known (i32.add (local.get $known) (i32.const 1)))))
        (local.set $order (i32.add (local.get $order) (i32.const 4)))
        (br $entries)))
    (local.get $known))

  ;; Finds the first `count` entries. `list` gets the numbers of those that are not in the table, or whose place was found
  ;; before, and the result is how many these are.
  (func (export "findAll") (param $count i32) (result i32)
    (local $order i32) (local $last i32) (local $fetched i32) (local $at i32) (local $hash i32) (local $address i32) (local $row i32)
    (local $left i32)
    (call $sort (local.get $count))
    (local.set $order (global.get $order))
    (local.set $fetched (local.get $order))
    (local.set $last (i32.add (local.get $order) (i32.shl (local.get $count) (i32.const 2))))
    (block $stop
      (loop $entries
        (br_if $stop (i32.ge_u (local.get $order) (local.get $last)))
        (if (i32.eq (local.get $order) (local.get $fetched)) (then
          (local.set $fetched (call $fetch (local.get $order) (local.get $last)))))
        (local.set $at (i32.load (local.get $order)))
        (local.set $order (i32.add (local.get $order) (i32.const 4)))
        (local.set $hash (i32.load (i32.add (global.get $keyHashes) (i32.shl (local.get $at) (i32.const 2)))))
        (local.set $address (call $placeOf (local.get $hash)))
        (block $differs
          (loop $places
            (local.set $row (i32.load offset=4 (local.get $address)))
            (br_if $differs (i32.eqz (local.get $row)))
            (if (i32.eq (i32.load (local.get $address)) (local.get $hash)) (then
              (if (i64.eq
                (i64.load offset=8 (local.get $address))
                (i64.load (i32.add (global.get $hashes) (i32.shl (local.get $at) (i32.const 3)))))
              (then
                (br_if $differs (i32.and (local.get $row) (i32.const 0xc0000000)))
                (i32.store offset=4 (local.get $address) (i32.or (local.get $row) (i32.const 0x80000000)))
                (br $entries))
              (else
                (i32.store offset=4 (local.get $address) (i32.or (local.get $row) (i32.const 0x40000000)))))))
            (local.set $address (call $placeAfter (local.get $address)))
            (br $places)))
        (i32.store (i32.add (global.get $list) (i32.shl (local.get $left) (i32.const 2))) (local.get $at))
        (local.set $left (i32.add (local.get $left) (i32.const 1)))
        (br $entries)))
    (local.get $left))

  ;; The address of the next place with the hash of a key, after one or from the first one on after 0; 0 without one.
  (func (export "next") (param $hash i32) (param $address i32) (result i32)
    (if (local.get $address)
      (then (local.set $address (call $placeAfter (local.get $address))))
      (else (local.set $address (call $placeOf (local.get $hash)))))
    (loop $places
      (if (i32.eqz (i32.load offset=4 (local.get $address))) (then (return (i32.const 0))))
      (if (i32.eq (i32.load (local.get $address)) (local.get $hash)) (then (return (local.get $address))))
      (local.set $address (call $placeAfter (local.get $address)))
      (br $places))
    (unreachable))

  ;; Lists rows that were not found, as many as fit, from an address of the table on. The next address; 0 after the last.
  ;; `found` is the length of the list.
  (func (export "listUnseen") (param $address i32) (result i32)
    (local $row i32) (local $count i32)
    (block $stop
      (loop $places
        (br_if $stop (i32.eq (local.get $address) (global.get $end)))
        (br_if $stop (i32.eq (local.get $count) (i32.const 32768)))
        (local.set $row (i32.load offset=4 (local.get $address)))
        (if (i32.gt_s (local.get $row) (i32.const 0)) (then
          (i32.store
            (i32.add (global.get $list) (i32.shl (local.get $count) (i32.const 2)))
            (i32.sub (i32.and (local.get $row) (i32.const 0x3fffffff)) (i32.const 1)))
          (local.set $count (i32.add (local.get $count) (i32.const 1)))))
        (local.set $address (i32.add (local.get $address) (i32.const 16)))
        (br $places)))
    (global.set $found (local.get $count))
    (select (i32.const 0) (local.get $address) (i32.eq (local.get $address) (global.get $end))))

  ;; Enters places of another table, which are in the input.
  (func (export "restore") (param $count i32)
    (local $from i32) (local $last i32) (local $address i32)
    (local.set $from (global.get $input))
    (local.set $last (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 4))))
    (block $stop
      (loop $entries
        (br_if $stop (i32.eq (local.get $from) (local.get $last)))
        (if (i32.load offset=4 (local.get $from)) (then
          (local.set $address (call $placeOf (i32.load (local.get $from))))
          (block $free
            (loop $places
              (br_if $free (i32.eqz (i32.load offset=4 (local.get $address))))
              (local.set $address (call $placeAfter (local.get $address)))
              (br $places)))
          (i64.store (local.get $address) (i64.load (local.get $from)))
          (i64.store offset=8 (local.get $address) (i64.load offset=8 (local.get $from)))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br $entries)))))
