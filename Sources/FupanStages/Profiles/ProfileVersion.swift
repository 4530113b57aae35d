import FupanConfig

/// Another way a platform writes an export: with other headers, or other scales under them.
package struct ProfileVersion: Parameterised {
  @Parameter("Headers that every such file has.", .nonEmpty) package var header: [String]
  @Parameter("Columns of the profile that are found or read otherwise.")
  package var columns: OrderedMap<ProfileColumn> = OrderedMap()

  package init() {}
}
