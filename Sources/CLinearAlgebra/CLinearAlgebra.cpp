#include "CLinearAlgebra.h"

#include <algorithm>
#include <cmath>

#include <eigen3/Eigen/Dense>

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Input = Eigen::Map<const Matrix>;

// What counts as zero beside the largest pivot.
constexpr double rank_tolerance = 1e-10;
constexpr double pivot_tolerance = 1e-13;

}  // namespace

long fupan_least_squares(
    const double *matrix, long rows, long columns, const double *target, double *coefficients,
    double *inverse_gram) {
  if (rows < 1 || columns < 1) return 0;
  try {
    const Input x(matrix, rows, columns);
    const Eigen::Map<const Eigen::VectorXd> y(target, rows);
    Eigen::ColPivHouseholderQR<Matrix> decomposition;
    decomposition.setThreshold(rank_tolerance);
    decomposition.compute(x);
    const long rank = decomposition.rank();
    if (rank < columns) return rank;
    const Eigen::VectorXd solution = decomposition.solve(y);
    // (XᵀX)⁻¹ = P R⁻¹ R⁻ᵀ Pᵀ: of the factor, so that no digits are lost by squaring X.
    const Matrix factor = decomposition.matrixR().topLeftCorner(columns, columns);
    const Matrix inverse = factor.triangularView<Eigen::Upper>().solve(
        Matrix::Identity(columns, columns));
    const Matrix permuted = decomposition.colsPermutation() * inverse;
    const Matrix gram = permuted * permuted.transpose();
    std::copy(solution.data(), solution.data() + columns, coefficients);
    std::copy(gram.data(), gram.data() + columns * columns, inverse_gram);
    return rank;
  } catch (...) {
    return 0;
  }
}

int fupan_solve(
    const double *matrix, long size, const double *right, long right_columns, double *solution) {
  if (size < 1 || right_columns < 1) return 0;
  try {
    const Input a(matrix, size, size);
    const Input b(right, size, right_columns);
    const Eigen::PartialPivLU<Matrix> decomposition(a);
    const auto pivots = decomposition.matrixLU().diagonal().cwiseAbs();
    // A pivot that is no number fails the comparison.
    if (!(pivots.minCoeff() >= pivot_tolerance * pivots.maxCoeff()) || pivots.maxCoeff() == 0) {
      return 0;
    }
    const Matrix x = decomposition.solve(b);
    if (!x.allFinite()) return 0;
    std::copy(x.data(), x.data() + size * right_columns, solution);
    return 1;
  } catch (...) {
    return 0;
  }
}
