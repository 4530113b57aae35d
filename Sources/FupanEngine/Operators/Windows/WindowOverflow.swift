/// A row of a stretch whose sum does not fit its type.
struct WindowOverflow: Error {
  var row: Int
}
