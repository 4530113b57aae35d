#include "CFreeXL.h"
