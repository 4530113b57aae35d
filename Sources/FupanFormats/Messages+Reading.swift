import FupanDiagnostics

extension Message {
  /// What can be wrong with an input before and while its records are read, by code.
  package static let reading: [Message] = [
    ambiguousEncoding, badBytes, compressedCut, compressedDamaged, compressedTrailingBytes,
    doubleEncoded, duplicateHeader, duplicateKey, emptyInput, fieldTooLong, headerNotFound,
    inflateLimit, inputChanged, inputIsArchive, inputIsFolder, inputIsPage, inputIsWorkbook,
    inputUnderWay, invalidJSON, jsonRowsWithin, missingColumn, missingInput, noFileMatches,
    noRowsThere, nobodyWrites, notAnArchive, notAnObject, textAfterQuote, tooFewFields,
    tooManyFields, truncatedRecord, unclosedQuote, undeclaredTotal, unknownEncoding,
    unknownEncodingName, unlikelyEncoding, unmarkedEncoding, unreadableInput, valueWithoutHeader,
    wrongEncoding, zipDamaged, zipEncrypted, zipFromPipe, zipLink, zipMemberMissing, zipMethod,
    zipNeedsMember,
  ]

  package static let ambiguousEncoding = Message(
    "ambiguous_encoding", exit: .dataRefused,
    en: "'{file}' could be UTF-8 as well as GB18030",
    zh: "“{file}”既可能是 UTF-8，也可能是 GB18030",
    hint: (
      en: "say which: 'encoding: utf-8' or 'encoding: gb18030'",
      zh: "请写明：encoding: utf-8 或 encoding: gb18030"
    ))

  package static let badBytes = Message(
    "bad_bytes", exit: .dataRefused,
    en: "bytes here are not {encoding}", zh: "此处的字节不是 {encoding}",
    hint: (
      en: "if the file is of another encoding, say so with 'encoding:'{likely}; "
        + "'on_bad_bytes: reject' keeps the other records",
      zh: "如果文件是其他编码，请用 encoding: 写明{likely}；on_bad_bytes: reject 会保留其他记录"
    ))

  package static let compressedCut = Message(
    "compressed_cut", exit: .dataRefused,
    en: "'{file}' ends inside its compressed data, at byte {offset}",
    zh: "“{file}”的压缩数据在第 {offset} 字节处中断",
    hint: (en: "was the download complete?", zh: "下载是否完整？"))

  package static let compressedDamaged = Message(
    "compressed_damaged", exit: .dataRefused,
    en: "the compressed data of '{file}' is damaged at byte {offset}",
    zh: "“{file}”的压缩数据在第 {offset} 字节处损坏")

  package static let compressedTrailingBytes = Message(
    "compressed_trailing_bytes", exit: .dataRefused,
    en: "after the compressed data of '{file}' stands something else, at byte {offset}",
    zh: "“{file}”的压缩数据之后有其他内容，位于第 {offset} 字节")

  package static let doubleEncoded = Message(
    "double_encoded", exit: .dataRefused,
    en: "the text of '{file}' was decoded with the wrong encoding before it was saved",
    zh: "“{file}”的文字在保存前被用错误的编码解读过（乱码）",
    hint: (
      en: "export it again; if the text is meant so, say 'encoding: utf-8'",
      zh: "请重新导出；如果内容本就如此，请写 encoding: utf-8"
    ))

  package static let duplicateHeader = Message(
    "duplicate_header", exit: .dataRefused,
    en: "the header '{header}' is there more than once; this one is called '{renamed}'",
    zh: "表头“{header}”重复出现，此列改称“{renamed}”")

  package static let duplicateKey = Message(
    "duplicate_json_key", exit: .dataRefused,
    en: "the key '{key}' is there twice in one object", zh: "同一对象中键“{key}”出现了两次")

  package static let emptyInput = Message(
    "empty_input", exit: .dataRefused,
    en: "'{file}' is empty", zh: "“{file}”是空文件",
    hint: (en: "was the download complete?", zh: "下载是否完整？"))

  package static let fieldTooLong = Message(
    "field_too_long", exit: .dataRefused,
    en: "a record is longer than {limit} bytes", zh: "一条记录超过 {limit} 字节",
    hint: (
      en: "is this the right delimiter, and a text file?",
      zh: "分隔符是否正确？是否为文本文件？"
    ))

  package static let headerNotFound = Message(
    "header_not_found", exit: .dataRefused,
    en: "no header with {wanted} in the first {limit} {limit|record|records} of '{file}'",
    zh: "“{file}”的前 {limit} 条记录中没有含 {wanted} 的表头",
    hint: (
      en:
        "the nearest line has: {nearest}; if it is another export, 'fupan sniff {file}' tells which",
      zh: "最接近的一行是：{nearest}；如果是别的导出文件，用 fupan sniff {file} 查看它是哪一种"
    ))

  package static let inflateLimit = Message(
    "inflate_limit", exit: .dataRefused,
    en: "'{file}' grows beyond all measure when decompressed: {produced} bytes from {offset}",
    zh: "“{file}”解压后异常膨胀：{offset} 字节解出 {produced} 字节",
    hint: (en: "at most {ratio} to 1 is read", zh: "最多允许 {ratio} 比 1"))

  package static let inputChanged = Message(
    "input_changed", exit: .tryAgain,
    en: "'{file}' changed while it was read", zh: "“{file}”在读取过程中发生了变化",
    hint: (en: "run again when it is complete", zh: "请等文件写完后重试"))

  package static let inputIsArchive = Message(
    "input_is_archive", exit: .dataRefused,
    en: "'{file}' is a {kind} archive, which is not read", zh: "“{file}”是 {kind} 压缩包，无法读取",
    hint: (
      en: "unpack it and name the files in it; zip, gzip, zstd and bzip2 are read as they are",
      zh: "请先解压，再写其中的文件；zip、gzip、zstd、bzip2 可直接读取"
    ))

  package static let inputIsFolder = Message(
    "input_is_folder", exit: .noInput, en: "'{file}' is a folder", zh: "“{file}”是文件夹",
    hint: (en: "name its files: '{file}/*.csv'", zh: "请写明其中的文件：“{file}/*.csv”"))

  package static let inputUnderWay = Message(
    "input_under_way", exit: .tryAgain,
    en: "'{file}' is still being written", zh: "“{file}”仍在写入",
    hint: (
      en:
        "run again when it is there, or let the run wait: --wait 10m; a download that was given up "
        + "may be removed",
      zh: "请等它写完再运行，或让运行等待：--wait 10m；已放弃的下载请删除"
    ))

  package static let inputIsPage = Message(
    "input_is_page", exit: .dataRefused,
    en: "'{file}' is a web page, not a file of rows", zh: "“{file}”是网页，不是数据文件",
    hint: (
      en: "was the download a login page? open it in Excel or WPS and save it as 'CSV UTF-8'",
      zh: "下载到的是不是登录页？也可用 Excel 或 WPS 打开，另存为“CSV UTF-8”"
    ))

  package static let inputIsWorkbook = Message(
    "input_is_workbook", exit: .dataRefused,
    en: "'{file}' is an Excel workbook, and here text is read", zh: "“{file}”是 Excel 工作簿，而这里读取的是文本",
    hint: (
      en: "write read_xlsx instead of read_csv: read_xlsx: {file}",
      zh: "请把 read_csv 改为 read_xlsx：read_xlsx: {file}"
    ))

  package static let invalidJSON = Message(
    "invalid_json", exit: .dataRefused,
    en: "this is not JSON: {reason}", zh: "这不是有效的 JSON：{reason}")

  package static let jsonRowsWithin = Message(
    "json_rows_within", exit: .dataRefused,
    en: "'{file}' is one object around its rows, which seem to be at '{rows}'",
    zh: "“{file}”是一个对象，记录在其中，看起来位于“{rows}”",
    hint: (en: "if so, write 'rows: {rows}'", zh: "如果是，请写 rows: {rows}"))

  package static let missingColumn = Message(
    "missing_column", exit: .dataRefused,
    en: "'{file}' has no column '{column}'{suggestion}",
    zh: "“{file}”中没有列“{column}”{suggestion}",
    hint: (
      en: "wanted: {wanted}; the header has: {headers}", zh: "需要：{wanted}；表头有：{headers}"
    ))

  package static let missingInput = Message(
    "missing_input", exit: .noInput, en: "there is no file '{file}'{suggestion}",
    zh: "没有文件“{file}”{suggestion}",
    hint: (
      en: "a path starts from the pipeline's folder, or from where you are{nearby}",
      zh: "路径从流程文件所在的文件夹（或当前文件夹）算起{nearby}"
    ))

  package static let noRowsThere = Message(
    "no_rows_there", exit: .dataRefused,
    en: "'{file}' has no array at '{rows}'", zh: "“{file}”在“{rows}”处没有数组",
    hint: (en: "there are arrays at: {arrays}", zh: "有数组的位置：{arrays}"))

  package static let nobodyWrites = Message(
    "nobody_writes", exit: .noInput,
    en: "nobody wrote to the pipe '{file}' within {seconds} {seconds|second|seconds}",
    zh: "{seconds} 秒内没有程序向管道“{file}”写入",
    hint: (
      en: "start the writer first, or allow more with --timeout", zh: "请先启动写入方，或用 --timeout 放宽时限"
    ))

  package static let noFileMatches = Message(
    "no_file_matches", exit: .noInput, en: "no file matches '{pattern}'",
    zh: "没有与“{pattern}”匹配的文件",
    hint: (
      en: "'*' stands for any part of a name{nearby}", zh: "“*”代表名称中的任意一段{nearby}"
    ))

  package static let notAnObject = Message(
    "not_an_object", exit: .dataRefused, en: "this is JSON, but not an object",
    zh: "这是 JSON，但不是对象")

  package static let notAnArchive = Message(
    "not_an_archive", exit: .noInput,
    en: "'{file}' is no zip archive, so there is no '{member}' in it",
    zh: "“{file}”不是 zip 压缩包，其中没有“{member}”")

  package static let textAfterQuote = Message(
    "text_after_quote", exit: .dataRefused,
    en: "after a closing quote stands neither a delimiter nor the end of the line",
    zh: "右引号之后既不是分隔符，也不是行尾",
    hint: (en: "a quote inside a quoted cell is written twice", zh: "引号内的引号要写成两个"))

  package static let tooFewFields = Message(
    "too_few_fields", exit: .dataRefused,
    en: "{found} {found|field|fields}, but the header has {expected}",
    zh: "有 {found} 个字段，而表头有 {expected} 个")

  package static let tooManyFields = Message(
    "too_many_fields", exit: .dataRefused,
    en: "{found} {found|field|fields}, but the header has {expected}",
    zh: "有 {found} 个字段，而表头有 {expected} 个")

  package static let valueWithoutHeader = Message(
    "value_without_header", exit: .dataRefused,
    en: "column {column} has a value, but the header names only {names} {names|column|columns}",
    zh: "第 {column} 列有值，而表头只有前 {names} 列有名称",
    hint: (
      en: "give the column a name in the header; a file without a header needs one first",
      zh: "请在表头里给该列起名；没有表头的文件要先补上表头"
    ))

  package static let undeclaredTotal = Message(
    "undeclared_total", exit: .dataRefused,
    en: "this row is called '{label}': is it a total of the others?",
    zh: "这一行叫“{label}”，是否为其余各行的合计？",
    hint: (
      en:
        "if it is, write 'totals: true' ('--totals true' in a command): it is checked and never added; if it is data, 'totals: false'",
      zh: "如果是，请写 totals: true（命令行用 --totals true）：只用来核对，不会被加进去；如果是数据，请写 totals: false"
    ))

  package static let truncatedRecord = Message(
    "truncated_record", exit: .dataRefused,
    en: "the last line is cut off", zh: "最后一行被截断",
    hint: (en: "was the file still being written?", zh: "文件是否还在写入？"))

  package static let unclosedQuote = Message(
    "unclosed_quote", exit: .dataRefused,
    en: "a quote opens here and does not close", zh: "此处的引号没有闭合")

  package static let unknownEncoding = Message(
    "unknown_encoding", exit: .dataRefused,
    en: "'{file}' is neither UTF-8 (byte {offset}) nor GB18030",
    zh: "“{file}”既不是 UTF-8（第 {offset} 字节），也不是 GB18030",
    hint: (
      en: "{likely}'encoding: utf-8' shows the bad records one by one",
      zh: "{likely}写 encoding: utf-8 可逐条列出有问题的记录"
    ))

  package static let unknownEncodingName = Message(
    "unknown_encoding_name", exit: .config,
    en: "no encoding '{encoding}'", zh: "没有编码“{encoding}”",
    hint: (en: "known are: {known}", zh: "可用的有：{known}"))

  package static let unlikelyEncoding = Message(
    "unlikely_encoding", exit: .dataRefused,
    en: "'{file}' is not UTF-8 (byte {offset}), and as GB18030 it has hardly a usual character",
    zh: "“{file}”不是 UTF-8（第 {offset} 字节），按 GB18030 解读则几乎没有常用汉字",
    hint: (
      en: "{likely}if it is GB18030 all the same, say 'encoding: gb18030'",
      zh: "{likely}如果确实是 GB18030，请写 encoding: gb18030"
    ))

  package static let unmarkedEncoding = Message(
    "unmarked_encoding", exit: .dataRefused,
    en: "'{file}' looks like {encoding}, but does not begin with its byte order mark",
    zh: "“{file}”看上去是 {encoding}，但开头没有字节顺序标记",
    hint: (
      en: "say 'encoding: {encoding}', or save it as UTF-8",
      zh: "请写 encoding: {encoding}，或另存为 UTF-8"
    ))

  package static let unreadableInput = Message(
    "unreadable_input", exit: .noInput,
    en: "'{file}' cannot be read: {reason}", zh: "无法读取“{file}”：{reason}")

  package static let wrongEncoding = Message(
    "wrong_encoding", exit: .dataRefused,
    en: "'{file}' is not {declared}: its text is {encoding}",
    zh: "“{file}”不是 {declared}，其文字是 {encoding}",
    hint: (
      en: "say 'encoding: {encoding}', or leave 'encoding' out and it is recognised",
      zh: "请写 encoding: {encoding}，或不写 encoding，会自动识别"
    ))

  package static let zipDamaged = Message(
    "zip_damaged", exit: .dataRefused,
    en: "the archive '{file}' is not sound at byte {offset}: {reason}",
    zh: "压缩包“{file}”在第 {offset} 字节处有误：{reason}",
    hint: (en: "was the download complete?", zh: "下载是否完整？"))

  package static let zipEncrypted = Message(
    "zip_encrypted", exit: .dataRefused,
    en: "'{member}' in '{file}' is encrypted with a password",
    zh: "“{file}”中的“{member}”设有密码",
    hint: (
      en: "unpack it with its password and name the file that comes out",
      zh: "请用密码解压，再写解压出的文件"
    ))

  package static let zipFromPipe = Message(
    "zip_from_pipe", exit: .dataRefused,
    en: "'{file}' is a zip archive, which cannot be read from a pipe",
    zh: "“{file}”是 zip 压缩包，不能从管道读取",
    hint: (en: "save it as a file and name that", zh: "请先存成文件，再写文件名"))

  package static let zipLink = Message(
    "zip_link", exit: .dataRefused,
    en: "'{member}' in '{file}' is a symbolic link, not a file",
    zh: "“{file}”中的“{member}”是符号链接，不是文件")

  package static let zipMemberMissing = Message(
    "zip_member_missing", exit: .noInput,
    en: "there is no '{member}' in '{file}'{suggestion}", zh: "“{file}”中没有“{member}”{suggestion}",
    hint: (en: "it holds: {members}", zh: "其中有：{members}"))

  package static let zipMethod = Message(
    "zip_method", exit: .dataRefused,
    en: "'{member}' in '{file}' is compressed in a way that is not read (method {method})",
    zh: "“{file}”中的“{member}”所用的压缩方法无法读取（方法 {method}）",
    hint: (en: "unpack it and name the file that comes out", zh: "请先解压，再写解压出的文件"))

  package static let zipNeedsMember = Message(
    "zip_needs_member", exit: .dataRefused,
    en: "'{file}' holds several files: {members}", zh: "“{file}”中有多个文件：{members}",
    hint: (
      en: "say which: '{file}!{first}', or with a pattern such as '{file}!*.csv'",
      zh: "请写明是哪个：“{file}!{first}”，或用通配符，如“{file}!*.csv”"
    ))
}
