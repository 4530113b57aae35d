/// A language that messages, help and reports are written in.
package enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case simplifiedChinese = "zh-Hans"
}
