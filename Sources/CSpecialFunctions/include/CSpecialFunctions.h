#pragma once

#ifdef __cplusplus
extern "C" {
#endif

// Distributions and special functions of Boost.Math, in double precision throughout, so that
// processors with and without a wider format agree. Nothing throws: outside its domain a function is
// NaN, and a quantile of 0 or 1 is the end of the support, infinite if that is.
// cdf: P(X ≤ x). sf: P(X > x), without cancellation. quantile: the x with cdf(x) = p.

// The standard normal distribution.
double fupan_normal_cdf(double x);
double fupan_normal_sf(double x);
double fupan_normal_pdf(double x);
double fupan_normal_quantile(double p);

// Student's t; degrees of freedom need not be whole.
double fupan_student_t_cdf(double t, double degrees);
double fupan_student_t_sf(double t, double degrees);
double fupan_student_t_quantile(double p, double degrees);

// Chi-squared; degrees of freedom need not be whole.
double fupan_chi_squared_cdf(double x, double degrees);
double fupan_chi_squared_sf(double x, double degrees);
double fupan_chi_squared_quantile(double p, double degrees);

// Fisher's F.
double fupan_fisher_f_cdf(double f, double numerator_degrees, double denominator_degrees);
double fupan_fisher_f_sf(double f, double numerator_degrees, double denominator_degrees);
double fupan_fisher_f_quantile(double p, double numerator_degrees, double denominator_degrees);

// The beta distribution; its cdf is the regularised incomplete beta function I_x(a, b).
double fupan_beta_cdf(double x, double a, double b);
double fupan_beta_sf(double x, double a, double b);
double fupan_beta_quantile(double p, double a, double b);

// `successes` of `trials` whole draws, each a success with `probability`.
// A count below 0 has cdf 0, one from `trials` on has cdf 1.
double fupan_binomial_pmf(double successes, double trials, double probability);
double fupan_binomial_cdf(double successes, double trials, double probability);
double fupan_binomial_sf(double successes, double trials, double probability);

// `count` of events where `mean` are expected.
double fupan_poisson_pmf(double count, double mean);
double fupan_poisson_cdf(double count, double mean);
double fupan_poisson_sf(double count, double mean);

// `successes` among `draws` without replacement from `population`, of which `successes_in_population`.
double fupan_hypergeometric_pmf(
    unsigned int successes, unsigned int population, unsigned int successes_in_population,
    unsigned int draws);

// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), and P's inverse in x.
double fupan_gamma_p(double a, double x);
double fupan_gamma_q(double a, double x);
double fupan_gamma_p_inverse(double a, double p);

// ln |Γ(x)|, ψ(x) = (ln Γ)′(x), and ln B(a, b).
double fupan_log_gamma(double x);
double fupan_digamma(double x);
double fupan_log_beta(double a, double b);

#ifdef __cplusplus
}
#endif
