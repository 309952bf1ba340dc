#include "crypto/threshold/polynomial.hpp"

namespace gongdao::threshold {

using group::Element;
using group::Scalar;
using group::SecretScalar;

Polynomial Polynomial::draw(std::size_t threshold, base::Rng& rng) {
    std::vector<SecretScalar> a;
    for (std::size_t k = 0; k < threshold; ++k) a.push_back(SecretScalar::draw(rng));
    return Polynomial(std::move(a));
}

SecretScalar Polynomial::at(TrusteeIndex j) const {
    SecretScalar value;
    for (std::size_t k = a_.size(); k-- > 0;) value = Scalar(j.value) * value + a_[k];  // Horner
    return value;
}

std::vector<Element> Polynomial::commitments() const {
    std::vector<Element> A;
    for (const SecretScalar& a : a_) A.push_back(group::mul_base(a));
    return A;
}

Element commitment_at(std::span<const Element> A, TrusteeIndex j) {
    std::vector<group::Term> terms;
    Scalar power(1);
    for (const Element& A_k : A) {
        terms.push_back({power, A_k});
        power = power * Scalar(j.value);
    }
    return group::multi_exp_vartime(terms);
}

std::vector<Scalar> lagrange_at_zero(std::span<const TrusteeIndex> trustees) {
    std::vector<Scalar> L;
    for (const TrusteeIndex j : trustees) {
        Scalar numerator(1);
        Scalar denominator(1);
        for (const TrusteeIndex k : trustees) {
            if (k == j) continue;
            numerator = numerator * Scalar(k.value);
            denominator = denominator * (Scalar(k.value) - Scalar(j.value));
        }
        L.push_back(numerator * denominator.inverse());
    }
    return L;
}

}  // namespace gongdao::threshold
