/// Gives each word an id and writes the open-addressing table.
struct WordTable {
  private var ids: [UInt64: Int32] = [:]

  mutating func id(_ hash: UInt64) -> Int32 {
    if let known = ids[hash] { return known }
    let fresh = Int32(ids.count + 1)
    ids[hash] = fresh
    return fresh
  }

  func write(to tables: inout MatcherDraft) {
    let capacity = tableCapacity(ids.count)
    tables.wordHashes = Array(repeating: 0, count: capacity)
    tables.wordIDs = Array(repeating: 0, count: capacity)
    for (hash, id) in ids.sorted(by: { $0.value < $1.value }) {
      var slot = tableSlot(hash, capacity)
      while tables.wordHashes[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      tables.wordHashes[slot] = hash
      tables.wordIDs[slot] = id
    }
  }
}

/// Builds the Aho–Corasick automaton over word ids.
struct TrieBuilder {
  private struct State {
    var edges: [Int32: Int32] = [:]
    var outputs: [Int32] = []
  }
  private var states = [State()]

  mutating func insert(_ words: [Int32], anchor: Int32) {
    var state: Int32 = 0
    for word in words {
      if let next = states[Int(state)].edges[word] {
        state = next
      } else {
        let fresh = Int32(states.count)
        states.append(State())
        states[Int(state)].edges[word] = fresh
        state = fresh
      }
    }
    states[Int(state)].outputs.append(anchor)
  }

  func write(to tables: inout MatcherDraft) {
    link(&tables)
    let edgeCount = states.reduce(0) { $0 + $1.edges.count }
    let capacity = tableCapacity(edgeCount)
    tables.edgeKeys = Array(repeating: 0, count: capacity)
    tables.edgeTargets = Array(repeating: 0, count: capacity)
    tables.outputStart = [0]
    for (index, state) in states.enumerated() {
      for (word, target) in state.edges.sorted(by: { $0.key < $1.key }) {
        let key = UInt64(index) << 32 | UInt64(UInt32(bitPattern: word))
        var slot = tableSlot(mixed(key), capacity)
        while tables.edgeKeys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
        tables.edgeKeys[slot] = key
        tables.edgeTargets[slot] = target
      }
      tables.outputs += state.outputs
      tables.outputStart.append(Int32(tables.outputs.count))
    }
  }

  private func link(_ tables: inout MatcherDraft) {
    tables.failure = Array(repeating: 0, count: states.count)
    tables.suffix = Array(repeating: 0, count: states.count)
    var queue: [Int32] = states[0].edges.values.sorted()
    var head = 0
    while head < queue.count {
      let state = Int(queue[head])
      head += 1
      for (word, target) in states[state].edges.sorted(by: { $0.key < $1.key }) {
        queue.append(target)
        var fallback = tables.failure[state]
        while fallback != 0, states[Int(fallback)].edges[word] == nil {
          fallback = tables.failure[Int(fallback)]
        }
        let link = states[Int(fallback)].edges[word] ?? 0
        tables.failure[Int(target)] = link
        tables.suffix[Int(target)] = states[Int(link)].outputs.isEmpty ? tables.suffix[Int(link)] : link
      }
    }
  }
}

/// A power of two that keeps the table at most half full.
func tableCapacity(_ count: Int) -> Int {
  var capacity = 16
  while capacity < count * 2 { capacity *= 2 }
  return capacity
}

@inline(__always) func tableSlot(_ hash: UInt64, _ capacity: Int) -> Int {
  Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (capacity - 1)
}

@inline(__always) func mixed(_ key: UInt64) -> UInt64 {
  var value = key &* 0x9e37_79b9_7f4a_7c15
  value ^= value >> 32
  return value
}
