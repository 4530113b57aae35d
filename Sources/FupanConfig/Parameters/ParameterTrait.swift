import FupanDiagnostics

/// A condition on a parameter's value, or a role of the parameter, said where it is declared.
///
///     @Parameter("How many rows to keep.", .in(1...100)) var rows: Int = 10
///     @Parameter("The condition.", .principal) var where: ParsedExpression
package struct ParameterTrait<Value: Sendable>: Sendable {
  let rule: ParameterRule
  let holds: @Sendable (Value) -> Bool

  init(_ rule: ParameterRule, _ holds: @escaping @Sendable (Value) -> Bool) {
    self.rule = rule
    self.holds = holds
  }

  /// The parameter that a bare value sets and that is positional on the command line.
  package static var principal: ParameterTrait { ParameterTrait(.principal) { _ in true } }
}

extension ParameterTrait where Value: EmptyTestable {
  /// At least one item, or at least one character.
  package static var nonEmpty: ParameterTrait { ParameterTrait(.nonEmpty) { !$0.isEmpty } }
}

extension ParameterTrait where Value == Int {
  /// Within the bounds, both included.
  package static func `in`(_ range: ClosedRange<Int>) -> ParameterTrait {
    ParameterTrait(.range(from: String(range.lowerBound), through: String(range.upperBound))) {
      range.contains($0)
    }
  }
  /// The bound or more.
  package static func atLeast(_ bound: Int) -> ParameterTrait {
    ParameterTrait(.atLeast(String(bound))) { $0 >= bound }
  }
}

extension ParameterTrait where Value == Int? {
  /// Within the bounds, both included, where it is given.
  package static func `in`(_ range: ClosedRange<Int>) -> ParameterTrait {
    ParameterTrait(.range(from: String(range.lowerBound), through: String(range.upperBound))) {
      $0.map(range.contains) ?? true
    }
  }
  /// The bound or more, where it is given.
  package static func atLeast(_ bound: Int) -> ParameterTrait {
    ParameterTrait(.atLeast(String(bound))) { ($0 ?? bound) >= bound }
  }
}

extension ParameterTrait where Value == [Int] {
  /// Each within the bounds, both included.
  package static func `in`(_ range: ClosedRange<Int>) -> ParameterTrait {
    ParameterTrait(.range(from: String(range.lowerBound), through: String(range.upperBound))) {
      $0.allSatisfy(range.contains)
    }
  }
}

extension ParameterTrait where Value == Double {
  /// Within the bounds, both included.
  package static func `in`(_ range: ClosedRange<Double>) -> ParameterTrait {
    ParameterTrait(.range(from: "\(range.lowerBound)", through: "\(range.upperBound)")) {
      range.contains($0)
    }
  }
  /// The bound or more.
  package static func atLeast(_ bound: Double) -> ParameterTrait {
    ParameterTrait(.atLeast("\(bound)")) { $0 >= bound }
  }
}

extension ParameterTrait where Value == Double? {
  /// Within the bounds, both included, where it is given.
  package static func `in`(_ range: ClosedRange<Double>) -> ParameterTrait {
    ParameterTrait(.range(from: "\(range.lowerBound)", through: "\(range.upperBound)")) {
      $0.map(range.contains) ?? true
    }
  }
  /// The bound or more, where it is given.
  package static func atLeast(_ bound: Double) -> ParameterTrait {
    ParameterTrait(.atLeast("\(bound)")) { ($0 ?? bound) >= bound }
  }
}

/// A value that can hold nothing.
package protocol EmptyTestable {
  var isEmpty: Bool { get }
}

extension String: EmptyTestable {}
extension Array: EmptyTestable {}
