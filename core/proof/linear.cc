#include "core/proof/linear.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/group/multiscalar.h"

namespace undersigned::proof {
namespace {

std::unexpected<base::Error> bad_instance(std::string message) {
  return base::fail("proof.instance", "2", std::move(message));
}

base::Result<void> check_indices(const LinearRelation& relation) {
  if (relation.equations().empty()) return bad_instance("A relation has at least one equation.");
  const std::size_t elements = relation.elements().size();
  std::vector<bool> element_used(elements, false);
  std::vector<bool> scalar_used(relation.scalars(), false);
  element_used[0] = true;  // B may be idle
  for (const auto& equation : relation.equations()) {
    if (equation.image.empty() || equation.terms.empty()) {
      return bad_instance("An equation of the relation has an empty side.");
    }
    for (const auto& [element, coefficient] : equation.image) {
      if (element >= elements) return bad_instance("The relation names an element it lacks.");
      element_used[element] = true;
    }
    for (const auto& [scalar, element, coefficient] : equation.terms) {
      if (element >= elements) return bad_instance("The relation names an element it lacks.");
      element_used[element] = true;
      scalar_used[scalar] = true;
    }
  }
  if (!std::ranges::all_of(element_used, std::identity())) {
    return bad_instance("The relation has an element that no equation uses.");
  }
  if (!std::ranges::all_of(scalar_used, std::identity())) {
    return bad_instance("The relation has a scalar that no equation uses.");
  }
  return {};
}

// Σ coefficient·element of an image. No identity among the elements: a sum of one term with a
// coefficient that is not zero needs no arithmetic.
bool image_is_identity(const LinearRelation& relation, const LinearRelation::Equation& equation) {
  if (equation.image.size() == 1) return equation.image[0].coefficient.is_zero();
  group::Point sum;
  for (const auto& [element, coefficient] : equation.image) {
    sum += group::multiply_vartime(coefficient, relation.elements()[element].point());
  }
  return sum.is_identity();
}

// Marks the scalars whose column has an entry in this equation that is not the identity.
void mark_columns(const LinearRelation& relation, const LinearRelation::Equation& equation,
                  std::vector<bool>& bound) {
  for (std::size_t i = 0; i < equation.terms.size(); ++i) {
    const std::uint32_t scalar = equation.terms[i].scalar;
    if (bound[scalar]) continue;
    const auto same = [scalar](const LinearRelation::Term& term) { return term.scalar == scalar; };
    if (std::ranges::count_if(equation.terms, same) == 1) {
      bound[scalar] = !equation.terms[i].coefficient.is_zero();
      continue;
    }
    group::Point sum;
    for (const auto& term : equation.terms) {
      if (!same(term)) continue;
      sum += group::multiply_vartime(term.coefficient, relation.elements()[term.element].point());
    }
    bound[scalar] = !sum.is_identity();
  }
}

}  // namespace

LinearRelation::LinearRelation() : elements_{PublishedPoint(group::Point::base())} {}

std::uint32_t LinearRelation::element(const PublishedPoint& point) {
  elements_.push_back(point);
  return static_cast<std::uint32_t>(elements_.size() - 1);
}

LinearRelation& LinearRelation::equation(Equation equation) {
  for (const Term& term : equation.terms) {
    scalars_ = std::max(scalars_, std::size_t{term.scalar} + 1);
  }
  equations_.push_back(std::move(equation));
  return *this;
}

LinearRelation& LinearRelation::equation(std::uint32_t image, std::uint32_t scalar,
                                         std::uint32_t element) {
  const group::Scalar one = group::Scalar::one();
  return equation(Equation{{{image, one}}, {{scalar, element, one}}});
}

base::Result<void> LinearRelation::validate() const {
  UNDERSIGNED_TRY_VOID(check_indices(*this));
  for (const PublishedPoint& element : elements_) {
    if (element.point().is_identity()) return bad_instance("The relation has the identity in it.");
  }
  std::vector<bool> bound(scalars_, false);
  for (const Equation& equation : equations_) {
    if (image_is_identity(*this, equation)) {
      return bad_instance("An image of the relation is the identity: zeros would fulfil it.");
    }
    mark_columns(*this, equation, bound);
  }
  if (!std::ranges::all_of(bound, std::identity())) {
    return bad_instance("A scalar of the relation is bound by nothing.");
  }
  return {};
}

base::Bytes LinearRelation::serialize() const {
  base::Writer out;
  out.u32(static_cast<std::uint32_t>(equations_.size()));
  for (const Equation& equation : equations_) {
    out.u32(static_cast<std::uint32_t>(equation.image.size()));
    for (const auto& [element, coefficient] : equation.image) {
      out.u32(element).raw(coefficient.encode());
    }
    out.u32(static_cast<std::uint32_t>(equation.terms.size()));
    for (const auto& [scalar, element, coefficient] : equation.terms) {
      out.u32(scalar).u32(element).raw(coefficient.encode());
    }
  }
  for (std::size_t i = 1; i < elements_.size(); ++i) out.raw(elements_[i].bytes());
  return out.take();
}

LinearRelation dl(const PublishedPoint& x) { return possession({&x, 1}); }

LinearRelation dleq(const PublishedPoint& x, const PublishedPoint& s, const PublishedPoint& t) {
  LinearRelation relation;
  const auto x_number = relation.element(x), s_number = relation.element(s),
             t_number = relation.element(t);
  relation.equation(x_number, 0, 0).equation(t_number, 0, s_number);
  return relation;
}

LinearRelation possession(std::span<const PublishedPoint> a) {
  LinearRelation relation;
  for (std::uint32_t k = 0; k < a.size(); ++k) relation.equation(relation.element(a[k]), k, 0);
  return relation;
}

LinearRelation sum_parts(const PublishedPoint& s, std::span<const PublishedPoint> y,
                         std::span<const PublishedPoint> d) {
  UNDERSIGNED_CHECK(y.size() == d.size());
  LinearRelation relation;
  const auto s_number = relation.element(s);
  for (std::uint32_t k = 0; k < y.size(); ++k) {
    relation.equation(relation.element(y[k]), k, 0);
    relation.equation(relation.element(d[k]), k, s_number);
  }
  return relation;
}

LinearRelation raising(const PublishedPoint& r, const PublishedPoint& z,
                       const PublishedPoint& raised_r, const PublishedPoint& raised_z) {
  LinearRelation relation;
  const auto r_number = relation.element(r), z_number = relation.element(z);
  relation.equation(relation.element(raised_r), 0, r_number);
  relation.equation(relation.element(raised_z), 0, z_number);
  return relation;
}

}  // namespace undersigned::proof
