public import Foundation
public import HearoutCore
import Learning

/// Learnt readers in the small binary form of the cache.
public enum LearntPacking {
  /// Changes when the form does.
  private static let form = 3

  public static func pack(_ readers: LearntReaders) -> Data {
    var packer = Packer()
    packer.put(form)
    let tasks = LearntTask.allCases.filter { readers.models[$0] != nil }
    packer.put(tasks) { packer, task in
      guard let model = readers.models[task] else { return }
      packer.put(task.rawValue)
      packer.put(model)
    }
    packer.put(readers.neighbours) { packer, neighbour in
      packer.put(neighbour.text)
      packer.put(neighbour.language.rawValue)
      packer.put(neighbour.category)
      packer.put(table: neighbour.vector)
    }
    return packer.bytes
  }

  /// `nil` where the file is not there, damaged or of another form.
  public static func unpack(path: String, encode: (@Sendable (String) -> [Float])?) -> LearntReaders? {
    guard var unpacker = Unpacker(path: path, rescue: nil) else { return nil }
    return try? unpacker.readers(form: form, encode: encode)
  }
}

extension Packer {
  fileprivate mutating func put(_ model: Classifier) {
    put(model.kind.rawValue)
    put(model.labels) { $0.put($1) }
    put(numbers: model.bias.map(\.bitPattern))
    put(table: model.names)
    put(table: model.rowStart)
    put(table: model.rowLabel)
    put(table: model.rowWeight)
    put(table: model.dense)
    put(model.hidden.map { [$0] } ?? []) { packer, layer in
      packer.put(layer.units)
      packer.put(table: layer.weights)
      packer.put(table: layer.bias)
      packer.put(table: layer.out)
    }
    put(Double(model.temperature))
    put(numbers: model.thresholds.map(\.bitPattern))
  }
}

extension Unpacker {
  fileprivate mutating func readers(form: Int, encode: (@Sendable (String) -> [Float])?) throws(Damaged)
    -> LearntReaders
  {
    guard try int() == form else { throw Damaged() }
    let models = try map { unpacker throws(Damaged) -> (LearntTask, Classifier) in
      guard let task = LearntTask(rawValue: try unpacker.text()) else { throw Damaged() }
      return (task, try unpacker.model())
    }
    let neighbours = try list { unpacker throws(Damaged) -> LearntReaders.Neighbour in
      LearntReaders.Neighbour(
        text: try unpacker.text(), language: Language(rawValue: try unpacker.text()),
        category: try unpacker.text(),
        vector: try unpacker.table())
    }
    return LearntReaders(models: models, encode: encode, neighbours: neighbours)
  }

  private mutating func model() throws(Damaged) -> Classifier {
    guard let kind = Classifier.Kind(rawValue: try int()) else { throw Damaged() }
    var model = Classifier(kind: kind, labels: try list { unpacker throws(Damaged) in try unpacker.text() })
    model.bias = try floats()
    model.names = try table()
    model.rowStart = try table()
    model.rowLabel = try table()
    model.rowWeight = try table()
    model.dense = try table()
    model.hidden =
      try list { unpacker throws(Damaged) -> HiddenLayer in
        HiddenLayer(
          units: try unpacker.int(), weights: try unpacker.table(), bias: try unpacker.table(),
          out: try unpacker.table())
      }
      .first
    model.temperature = Float(try double())
    model.thresholds = try floats()
    guard model.isWhole else { throw Damaged() }
    return model
  }

  /// Floats travel as their bits, copied in one piece.
  private mutating func floats() throws(Damaged) -> [Float] {
    let bits: [UInt32] = try numbers()
    return bits.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: Float.self) { Array($0) }
    }
  }
}
