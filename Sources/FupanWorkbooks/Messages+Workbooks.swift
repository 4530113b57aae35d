import FupanDiagnostics

extension Message {
  static let workbookFailed = Message(
    "workbook_failed", exit: .ioError, en: "the workbook could not be made: {reason}",
    zh: "工作簿无法生成：{reason}",
    hint: (
      en: "is the folder for temporary files full or not writable?",
      zh: "临时文件夹是否已满或不可写？"
    ))

  /// What can go wrong while a workbook is made.
  package static let workbooks: [Message] = [workbookFailed]
}
