import FupanDiagnostics

extension Message {
  /// What can be wrong while results are written, by code.
  package static let writing: [Message] = [cannotCreateOutput, outputExists, writeFailed]

  package static let cannotCreateOutput = Message(
    "cannot_create_output", exit: .cannotCreate,
    en: "'{file}' cannot be created: {reason}", zh: "无法创建“{file}”：{reason}")

  package static let outputExists = Message(
    "output_exists", exit: .cannotCreate, en: "'{file}' exists already", zh: "“{file}”已经存在")

  package static let writeFailed = Message(
    "write_failed", exit: .ioError,
    en: "writing to '{file}' failed: {reason}", zh: "写入“{file}”失败：{reason}")
}
