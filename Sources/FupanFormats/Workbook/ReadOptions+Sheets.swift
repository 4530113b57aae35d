import FupanPlan

extension ReadOptions {
  /// How the text of sheets, and of files that are written downwards, is read, whatever was said of
  /// text in files.
  var ofSheets: ReadOptions {
    guard sheet != nil || isVertical else { return self }
    var options = self
    options.encoding = TextEncoding.utf8.rawValue
    options.delimiter = SheetText.delimiter
    options.quote = nil
    options.escape = nil
    // A sheet's rows have no length.
    options.ragged = .pad
    return options
  }
}
