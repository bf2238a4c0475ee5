// Work with WinRT on a thread of the pool: in the multithreaded apartment, and what WinRT throws as a failure of ours.
#pragma once

#include <windows.h>

#include <winrt/base.h>

#include "failure.h"

namespace keyferry::win {

class Apartment {
 public:
  Apartment() { winrt::init_apartment(winrt::apartment_type::multi_threaded); }
  Apartment(const Apartment&) = delete;
  Apartment& operator=(const Apartment&) = delete;
  ~Apartment() { winrt::uninit_apartment(); }
};

template <typename Work>
auto inApartment(Work work) {
  try {
    const Apartment apartment;
    return work();
  } catch (const winrt::hresult_canceled&) {
    throw Failure("cancelled", "by the system or by us");
  } catch (const winrt::hresult_error& error) {
    throw Failure("failed", winrt::to_string(error.message()));
  }
}

}  // namespace keyferry::win
