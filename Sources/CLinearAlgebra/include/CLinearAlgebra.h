#pragma once

#ifdef __cplusplus
extern "C" {
#endif

// Linear algebra of Eigen on small dense matrices, row after row. Nothing throws.

// The coefficients b that make |X b − y| least, by Householder QR with column pivoting; `inverse_gram`
// gets (XᵀX)⁻¹, columns × columns. The result is the rank of X; where it is below `columns`, nothing
// is written.
long fupan_least_squares(
    const double *matrix, long rows, long columns, const double *target, double *coefficients,
    double *inverse_gram);

// The X of A X = B by LU with partial pivoting, A size × size, B and X size × right_columns.
// 0, and nothing written, where a pivot is below 10⁻¹³ of the largest.
int fupan_solve(
    const double *matrix, long size, const double *right, long right_columns, double *solution);

#ifdef __cplusplus
}
#endif
