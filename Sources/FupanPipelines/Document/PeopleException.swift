import FupanConfig
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// Somebody who is left out of every figure: those of a file, or those a condition is true of.
///
///     except:
///       - ../员工与测试号.csv
///       - 测试订单: nickname like '测试%'
package enum PeopleException: Sendable {
  /// A file with some of the keys as columns.
  case file(FilePath)
  /// A condition on the rows of the datasets that have its columns.
  case rule(Named<ParsedExpression>)

  /// What it is called where it is counted.
  package var label: String {
    switch self {
    case .file(let path): path.text.split(separator: "/").last.map(String.init) ?? path.text
    case .rule(let rule): rule.name
    }
  }
}

extension PeopleException: ParameterValue {
  package static var kind: ParameterKind { .oneOf([.path, .map(of: .expression)]) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    if node.mapping != nil {
      guard
        let rule = Named<ParsedExpression>(from: node, in: context, gathering: &problems)
      else { return nil }
      self = .rule(rule)
    } else {
      guard let path = FilePath(from: node, in: context, gathering: &problems) else { return nil }
      self = .file(path)
    }
  }

  package var written: String {
    switch self {
    case .file(let path): path.written
    case .rule(let rule): rule.written
    }
  }
}
