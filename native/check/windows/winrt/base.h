// Stand-in, see check/README.md. What C++/WinRT's base gives.
#pragma once
#include <windows.h>

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>

namespace winrt {

enum class apartment_type : int32_t { multi_threaded, single_threaded };
void init_apartment(apartment_type type);
void uninit_apartment();

struct hstring {
  explicit hstring(std::wstring_view text);
};
std::string to_string(const hstring& text);
void* get_abi(const hstring& text);

struct guid {
  guid(uint32_t first, uint16_t second, uint16_t third, const std::array<uint8_t, 8>& rest);
};
struct event_token {
  int64_t value;
};

struct hresult_error {
  hstring message() const;
};
struct hresult_canceled : hresult_error {};

template <typename T>
struct com_ptr {
  T* operator->() const;
};
template <typename Class, typename Interface>
com_ptr<Interface> get_activation_factory();
template <typename Result, typename From, typename Method, typename... Args>
Result capture(const com_ptr<From>& object, Method method, Args&&... args);

template <typename T>
struct array_view {
  array_view(T* first, T* last);
};
template <typename T>
struct com_array {
  T* data();
  uint32_t size() const;
};

namespace Windows::Foundation {
template <typename T>
struct IAsyncOperation {
  IAsyncOperation(std::nullptr_t = nullptr);
  explicit operator bool() const;
  T get() const;
  void Cancel() const;
};
struct IAsyncAction {
  void get() const;
};
struct IInspectable {};
struct Deferral {
  void Complete() const;
};
template <typename Sender, typename Args>
struct TypedEventHandler {
  template <typename Handler>
    requires std::is_invocable_v<Handler, const Sender&, const Args&>
  TypedEventHandler(Handler handler);
};
}  // namespace Windows::Foundation

namespace Windows::Foundation::Collections {
template <typename T>
struct IVectorView {
  const T* begin() const;
  const T* end() const;
};
}  // namespace Windows::Foundation::Collections

namespace Windows::Storage::Streams {
struct IBuffer {};
}  // namespace Windows::Storage::Streams

}  // namespace winrt
