#pragma once

// freexl as it is: sheets of the binary workbooks of Excel 97 to 2003. It takes a path only and
// gives neither the results of formulas nor truth values.
#include <freexl.h>
