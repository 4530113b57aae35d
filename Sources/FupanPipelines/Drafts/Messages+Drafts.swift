import FupanDiagnostics

extension Message {
  static let notAFolder = Message(
    "not_a_folder", exit: .noInput, en: "'{path}' is no folder", zh: "“{path}”不是文件夹",
    hint: (en: "name the folder that the exports lie in", zh: "请写导出文件所在的文件夹"))
  static let nothingFound = Message(
    "nothing_found", exit: .noInput, en: "no export could be read in '{path}'",
    zh: "“{path}”里没有读得了的导出文件",
    hint: (
      en: "put CSV or NDJSON exports there; 'fupan profiles' lists what is recognised",
      zh: "请把 CSV 或 NDJSON 导出文件放进去；fupan profiles 列出认得的格式"
    ))
  static let pipelineThere = Message(
    "pipeline_there", exit: .cannotCreate, en: "'{path}' is there already",
    zh: "“{path}”已经存在",
    hint: (
      en: "choose another folder with --into, or remove it first",
      zh: "请用 --into 换一个文件夹，或先删掉它"
    ))

  /// What can be wrong with beginning a pipeline.
  package static let drafts: [Message] = [notAFolder, nothingFound, pipelineThere]
}
