import CSpecialFunctions
import Testing

@Suite struct SpecialFunctionTests {
  private func close(_ value: Double, _ expected: Double, to tolerance: Double = 1e-9) -> Bool {
    (value - expected).magnitude <= tolerance * max(1, expected.magnitude)
  }

  // Each function by its definition, to 40 digits, with mpmath.
  @Test func valuesAgreeWithTheDefinitions() {
    #expect(close(fupan_normal_cdf(1.959963984540054), 0.975))
    #expect(close(fupan_normal_quantile(0.975), 1.959963984540054))
    #expect(close(fupan_normal_cdf(1.96), 0.975002104852, to: 1e-12))
    #expect(close(fupan_normal_quantile(1e-10), -6.361340902404, to: 1e-12))
    #expect(close(fupan_normal_sf(10), 7.619853024160527e-24, to: 1e-33))
    #expect(close(fupan_normal_pdf(0), 0.398942280401433))
    #expect(close(fupan_student_t_cdf(2, 5), 0.9490302605850709))
    #expect(close(fupan_student_t_quantile(0.975, 7), 2.364624251592785))
    #expect(close(fupan_student_t_quantile(0.975, 4.37), 2.6861481000, to: 1e-9))
    #expect(close(fupan_chi_squared_sf(7.815, 3), 0.0499939030, to: 1e-9))
    #expect(close(fupan_chi_squared_quantile(0.95, 3), 7.814727903251179))
    #expect(close(fupan_fisher_f_sf(3.885293834652391, 2, 12), 0.05))
    #expect(close(fupan_binomial_cdf(3, 20, 0.3), 0.1070868045, to: 1e-9))
    #expect(close(fupan_poisson_cdf(2, 1.5), 0.8088468305380581))
    #expect(close(fupan_hypergeometric_pmf(3, 20, 8, 7), 0.3575851393, to: 1e-9))
    #expect(close(fupan_beta_quantile(0.025, 19, 343), 0.031981452193, to: 1e-10))
    #expect(close(fupan_beta_cdf(0.5, 2, 3), 0.6875))
    #expect(close(fupan_gamma_p(2, 3), 0.8008517265285442))
    #expect(close(fupan_log_gamma(0.243), 1.318043584700, to: 1e-11))
    #expect(close(fupan_digamma(1), -0.5772156649015329))
    #expect(close(fupan_beta_cdf(0.3, 2.5, 4), 0.352197585907, to: 1e-11))
    #expect(close(fupan_beta_cdf(0.06, 150, 2250), 0.312886492590, to: 1e-11))
    #expect(close(fupan_gamma_p(3.5, 2), 0.220222591524, to: 1e-11))
    #expect((fupan_gamma_q(0.5, 7.5) / 1.075111767295e-04 - 1).magnitude < 1e-11)
  }

  @Test func tailsComplementEachOther() {
    for x in stride(from: 0.5, through: 9.5, by: 1.0) {
      #expect(close(fupan_chi_squared_cdf(x, 4) + fupan_chi_squared_sf(x, 4), 1, to: 1e-14))
      #expect(close(fupan_student_t_cdf(x, 4) + fupan_student_t_sf(x, 4), 1, to: 1e-14))
      #expect(close(fupan_gamma_p(3, x) + fupan_gamma_q(3, x), 1, to: 1e-14))
      #expect(close(fupan_fisher_f_cdf(x, 3, 7) + fupan_fisher_f_sf(x, 3, 7), 1, to: 1e-14))
    }
    for count in 0...6 {
      let k = Double(count)
      #expect(close(fupan_binomial_cdf(k, 6, 0.4) + fupan_binomial_sf(k, 6, 0.4), 1, to: 1e-14))
      #expect(close(fupan_poisson_cdf(k, 2.5) + fupan_poisson_sf(k, 2.5), 1, to: 1e-14))
    }
  }

  @Test func quantilesInvert() {
    for p in [1e-9, 0.025, 0.3, 0.5, 0.9, 0.999999] {
      #expect(close(fupan_beta_cdf(fupan_beta_quantile(p, 2.5, 7), 2.5, 7), p, to: 1e-12))
      #expect(close(fupan_gamma_p(2.5, fupan_gamma_p_inverse(2.5, p)), p, to: 1e-12))
      #expect(close(fupan_fisher_f_cdf(fupan_fisher_f_quantile(p, 3, 8), 3, 8), p, to: 1e-12))
    }
  }

  @Test func probabilitiesOfAllCountsSumToOne() {
    let binomial = (0...20).map { fupan_binomial_pmf(Double($0), 20, 0.3) }.reduce(0, +)
    let hypergeometric = (0...7).map { fupan_hypergeometric_pmf($0, 20, 8, 7) }.reduce(0, +)
    let poisson = (0...60).map { fupan_poisson_pmf(Double($0), 4) }.reduce(0, +)
    #expect(close(binomial, 1, to: 1e-12))
    #expect(close(hypergeometric, 1, to: 1e-12))
    #expect(close(poisson, 1, to: 1e-12))
  }

  @Test func outsideItsDomainAFunctionIsNaN() {
    #expect(fupan_normal_quantile(1.5).isNaN)
    #expect(fupan_normal_cdf(.nan).isNaN)
    #expect(fupan_student_t_cdf(1, 0).isNaN)
    #expect(fupan_student_t_cdf(.nan, 3).isNaN)
    #expect(fupan_chi_squared_sf(-1, 3).isNaN)
    #expect(fupan_chi_squared_sf(1, .infinity).isNaN)
    #expect(fupan_beta_cdf(1.5, 1, 1).isNaN)
    #expect(fupan_beta_quantile(0.5, -1, 1).isNaN)
    #expect(fupan_binomial_cdf(1.5, 3, 0.5).isNaN)
    #expect(fupan_poisson_cdf(1, -1).isNaN)
    #expect(fupan_hypergeometric_pmf(1, 5, 9, 2).isNaN)
    #expect(fupan_gamma_q(0, 1).isNaN)
    #expect(fupan_log_gamma(-3).isNaN)
    #expect(fupan_digamma(0).isNaN)
  }

  @Test func atTheEndsOfTheSupportValuesAreExact() {
    #expect(fupan_normal_quantile(1) == .infinity)
    #expect(fupan_student_t_quantile(0, 3) == -.infinity)
    #expect(fupan_chi_squared_quantile(0, 3) == 0)
    #expect(fupan_binomial_cdf(-1, 3, 0.5) == 0)
    #expect(fupan_binomial_cdf(3, 3, 0.5) == 1)
    #expect(fupan_poisson_cdf(0, 0) == 1)
    #expect(fupan_hypergeometric_pmf(9, 20, 8, 7) == 0)
  }
}
