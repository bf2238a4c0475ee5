// Stand-in, see check/README.md. Radio.
#pragma once
#include <winrt/base.h>

namespace winrt::Windows::Devices::Radios {

enum class RadioState : int32_t { Unknown = 0, On = 1, Off = 2, Disabled = 3 };

struct Radio {
  Radio(std::nullptr_t = nullptr);
  friend bool operator==(const Radio& one, std::nullptr_t);
  RadioState State() const;
};

}  // namespace winrt::Windows::Devices::Radios
