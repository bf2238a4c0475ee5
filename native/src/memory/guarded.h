// A few bytes in pages of their own: [no access][bytes, right-aligned][no access]; closed except while they are used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace keyferry {

// Overwrites so that no compiler leaves it out.
void wipe(void* bytes, size_t length);

class GuardedRegion {
 public:
  GuardedRegion() = default;
  GuardedRegion(const GuardedRegion&) = delete;
  GuardedRegion& operator=(const GuardedRegion&) = delete;
  ~GuardedRegion() { release(); }

  // Copies `bytes` in and closes the region. False when the system gives no memory for it; the region is empty then.
  bool keep(std::span<const uint8_t> bytes);
  // Opens for reading, copies to `to`, closes. False when empty or when the lengths differ.
  bool copyTo(std::span<uint8_t> to);
  // Overwrites and gives the pages back; empty afterwards.
  void release();

  bool empty() const { return base_ == nullptr; }
  size_t length() const { return length_; }
  // Whether the pages stay out of swap.
  bool locked() const { return locked_; }

 private:
  bool reserve(size_t length);
  bool protect(bool readable, bool writable);

  uint8_t* base_ = nullptr;
  uint8_t* page_ = nullptr;
  size_t pageLength_ = 0;
  size_t total_ = 0;
  size_t length_ = 0;
  bool locked_ = false;
};

}  // namespace keyferry
