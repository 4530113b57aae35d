#include "CSpecialFunctions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace {

using namespace boost::math::policies;
using Quiet = policy<
    domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
    underflow_error<ignore_error>, denorm_error<ignore_error>, rounding_error<ignore_error>,
    evaluation_error<ignore_error>, indeterminate_result_error<ignore_error>,
    promote_double<false>>;

using Normal = boost::math::normal_distribution<double, Quiet>;
using StudentT = boost::math::students_t_distribution<double, Quiet>;
using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;
using FisherF = boost::math::fisher_f_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;
using Binomial = boost::math::binomial_distribution<double, Quiet>;
using Poisson = boost::math::poisson_distribution<double, Quiet>;
using Hypergeometric = boost::math::hypergeometric_distribution<double, Quiet>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// The value of `compute`, or NaN where it throws despite the policy.
template <typename Compute>
double guarded(Compute compute) noexcept {
  try {
    return compute();
  } catch (...) {
    return not_a_number;
  }
}

bool positive(double value) { return value > 0 && std::isfinite(value); }
bool probability(double value) { return value >= 0 && value <= 1; }
bool whole(double value) { return std::isfinite(value) && std::floor(value) == value; }

template <typename Distribution>
double cdf_of(const Distribution &distribution, double x) {
  return boost::math::cdf(distribution, x);
}

template <typename Distribution>
double sf_of(const Distribution &distribution, double x) {
  return boost::math::cdf(boost::math::complement(distribution, x));
}

}  // namespace

extern "C" {

double fupan_normal_cdf(double x) {
  return guarded([&] { return cdf_of(Normal(), x); });
}

double fupan_normal_sf(double x) {
  return guarded([&] { return sf_of(Normal(), x); });
}

double fupan_normal_pdf(double x) {
  return guarded([&] { return boost::math::pdf(Normal(), x); });
}

double fupan_normal_quantile(double p) {
  if (!probability(p)) return not_a_number;
  if (p == 0 || p == 1) return p == 0 ? -infinity : infinity;
  return guarded([&] { return boost::math::quantile(Normal(), p); });
}

double fupan_student_t_cdf(double t, double degrees) {
  if (!positive(degrees)) return not_a_number;
  return guarded([&] { return cdf_of(StudentT(degrees), t); });
}

double fupan_student_t_sf(double t, double degrees) {
  if (!positive(degrees)) return not_a_number;
  return guarded([&] { return sf_of(StudentT(degrees), t); });
}

double fupan_student_t_quantile(double p, double degrees) {
  if (!probability(p) || !positive(degrees)) return not_a_number;
  if (p == 0 || p == 1) return p == 0 ? -infinity : infinity;
  return guarded([&] { return boost::math::quantile(StudentT(degrees), p); });
}

double fupan_chi_squared_cdf(double x, double degrees) {
  if (!positive(degrees) || !(x >= 0)) return not_a_number;
  if (std::isinf(x)) return 1;
  return guarded([&] { return cdf_of(ChiSquared(degrees), x); });
}

double fupan_chi_squared_sf(double x, double degrees) {
  if (!positive(degrees) || !(x >= 0)) return not_a_number;
  if (std::isinf(x)) return 0;
  return guarded([&] { return sf_of(ChiSquared(degrees), x); });
}

double fupan_chi_squared_quantile(double p, double degrees) {
  if (!probability(p) || !positive(degrees)) return not_a_number;
  if (p == 0 || p == 1) return p == 0 ? 0 : infinity;
  return guarded([&] { return boost::math::quantile(ChiSquared(degrees), p); });
}

double fupan_fisher_f_cdf(double f, double numerator_degrees, double denominator_degrees) {
  if (!positive(numerator_degrees) || !positive(denominator_degrees) || !(f >= 0)) return not_a_number;
  if (std::isinf(f)) return 1;
  return guarded([&] { return cdf_of(FisherF(numerator_degrees, denominator_degrees), f); });
}

double fupan_fisher_f_sf(double f, double numerator_degrees, double denominator_degrees) {
  if (!positive(numerator_degrees) || !positive(denominator_degrees) || !(f >= 0)) return not_a_number;
  if (std::isinf(f)) return 0;
  return guarded([&] { return sf_of(FisherF(numerator_degrees, denominator_degrees), f); });
}

double fupan_fisher_f_quantile(double p, double numerator_degrees, double denominator_degrees) {
  if (!probability(p) || !positive(numerator_degrees) || !positive(denominator_degrees)) return not_a_number;
  if (p == 0 || p == 1) return p == 0 ? 0 : infinity;
  return guarded([&] {
    return boost::math::quantile(FisherF(numerator_degrees, denominator_degrees), p);
  });
}

double fupan_beta_cdf(double x, double a, double b) {
  if (!probability(x) || !positive(a) || !positive(b)) return not_a_number;
  return guarded([&] { return cdf_of(Beta(a, b), x); });
}

double fupan_beta_sf(double x, double a, double b) {
  if (!probability(x) || !positive(a) || !positive(b)) return not_a_number;
  return guarded([&] { return sf_of(Beta(a, b), x); });
}

double fupan_beta_quantile(double p, double a, double b) {
  if (!probability(p) || !positive(a) || !positive(b)) return not_a_number;
  if (p == 0 || p == 1) return p;
  return guarded([&] { return boost::math::quantile(Beta(a, b), p); });
}

double fupan_binomial_pmf(double successes, double trials, double p) {
  if (!whole(successes) || !whole(trials) || trials < 0 || !probability(p)) return not_a_number;
  if (successes < 0 || successes > trials) return 0;
  return guarded([&] { return boost::math::pdf(Binomial(trials, p), successes); });
}

double fupan_binomial_cdf(double successes, double trials, double p) {
  if (!whole(successes) || !whole(trials) || trials < 0 || !probability(p)) return not_a_number;
  if (successes < 0) return 0;
  if (successes >= trials) return 1;
  return guarded([&] { return cdf_of(Binomial(trials, p), successes); });
}

double fupan_binomial_sf(double successes, double trials, double p) {
  if (!whole(successes) || !whole(trials) || trials < 0 || !probability(p)) return not_a_number;
  if (successes < 0) return 1;
  if (successes >= trials) return 0;
  return guarded([&] { return sf_of(Binomial(trials, p), successes); });
}

double fupan_poisson_pmf(double count, double mean) {
  if (!whole(count) || !(mean >= 0) || std::isinf(mean)) return not_a_number;
  if (count < 0) return 0;
  if (mean == 0) return count == 0 ? 1 : 0;
  return guarded([&] { return boost::math::pdf(Poisson(mean), count); });
}

double fupan_poisson_cdf(double count, double mean) {
  if (!whole(count) || !(mean >= 0) || std::isinf(mean)) return not_a_number;
  if (count < 0) return 0;
  if (mean == 0) return 1;
  return guarded([&] { return cdf_of(Poisson(mean), count); });
}

double fupan_poisson_sf(double count, double mean) {
  if (!whole(count) || !(mean >= 0) || std::isinf(mean)) return not_a_number;
  if (count < 0) return 1;
  if (mean == 0) return 0;
  return guarded([&] { return sf_of(Poisson(mean), count); });
}

double fupan_hypergeometric_pmf(
    unsigned int successes, unsigned int population, unsigned int successes_in_population,
    unsigned int draws) {
  if (successes_in_population > population || draws > population) return not_a_number;
  unsigned int failures = population - successes_in_population;
  unsigned int least = draws > failures ? draws - failures : 0;
  if (successes < least || successes > std::min(draws, successes_in_population)) return 0;
  return guarded([&] {
    return boost::math::pdf(Hypergeometric(successes_in_population, draws, population), successes);
  });
}

double fupan_gamma_p(double a, double x) {
  if (!positive(a) || !(x >= 0)) return not_a_number;
  if (std::isinf(x)) return 1;
  return guarded([&] { return boost::math::gamma_p(a, x, Quiet()); });
}

double fupan_gamma_q(double a, double x) {
  if (!positive(a) || !(x >= 0)) return not_a_number;
  if (std::isinf(x)) return 0;
  return guarded([&] { return boost::math::gamma_q(a, x, Quiet()); });
}

double fupan_gamma_p_inverse(double a, double p) {
  if (!positive(a) || !probability(p)) return not_a_number;
  if (p == 0 || p == 1) return p == 0 ? 0 : infinity;
  return guarded([&] { return boost::math::gamma_p_inv(a, p, Quiet()); });
}

double fupan_log_gamma(double x) {
  if (std::isnan(x) || (x <= 0 && std::floor(x) == x)) return not_a_number;
  return guarded([&] { return boost::math::lgamma(x, Quiet()); });
}

double fupan_digamma(double x) {
  if (std::isnan(x) || (x <= 0 && std::floor(x) == x)) return not_a_number;
  return guarded([&] { return boost::math::digamma(x, Quiet()); });
}

double fupan_log_beta(double a, double b) {
  if (!positive(a) || !positive(b)) return not_a_number;
  return guarded([&] {
    return boost::math::lgamma(a, Quiet()) + boost::math::lgamma(b, Quiet()) -
           boost::math::lgamma(a + b, Quiet());
  });
}

}  // extern "C"
