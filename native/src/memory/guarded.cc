// Guarded pages on POSIX and Windows. memory/guarded.h
#include "memory/guarded.h"

#include <cstring>
#include <utility>

#ifdef _WIN32
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace keyferry {

#ifdef _WIN32

void wipe(void* bytes, size_t length) { SecureZeroMemory(bytes, length); }

static size_t pageSize() {
  SYSTEM_INFO info;
  GetSystemInfo(&info);
  return info.dwPageSize;
}

static uint8_t* reservePages(size_t total) { return static_cast<uint8_t*>(VirtualAlloc(nullptr, total, MEM_RESERVE, PAGE_NOACCESS)); }

static bool commitPages(uint8_t* page, size_t length) { return VirtualAlloc(page, length, MEM_COMMIT, PAGE_READWRITE) != nullptr; }

static bool lockPages(uint8_t* page, size_t length) { return VirtualLock(page, length) != 0; }

static void freePages(uint8_t* base, size_t, uint8_t* page, size_t pageLength, bool locked) {
  if (locked) VirtualUnlock(page, pageLength);
  VirtualFree(base, 0, MEM_RELEASE);
}

static bool protectPages(uint8_t* page, size_t length, bool readable, bool writable) {
  DWORD before;
  return VirtualProtect(page, length, writable ? PAGE_READWRITE : readable ? PAGE_READONLY : PAGE_NOACCESS, &before) != 0;
}

#else

void wipe(void* bytes, size_t length) {
  std::memset(bytes, 0, length);
  __asm__ __volatile__("" : : "r"(bytes) : "memory");
}

static size_t pageSize() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

static uint8_t* reservePages(size_t total) {
  void* base = mmap(nullptr, total, PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0);
  return base == MAP_FAILED ? nullptr : static_cast<uint8_t*>(base);
}

// A child process gets zeroes, a core dump leaves the pages out, where the system can do so.
static bool commitPages(uint8_t* page, size_t length) {
  if (mprotect(page, length, PROT_READ | PROT_WRITE) != 0) return false;
#ifdef MADV_DONTDUMP
  if (madvise(page, length, MADV_DONTDUMP) != 0) return false;
#endif
#ifdef MADV_WIPEONFORK
  if (madvise(page, length, MADV_WIPEONFORK) != 0) return false;
#endif
  return true;
}

static bool lockPages(uint8_t* page, size_t length) { return mlock(page, length) == 0; }

static void freePages(uint8_t* base, size_t total, uint8_t*, size_t, bool) { munmap(base, total); }

static bool protectPages(uint8_t* page, size_t length, bool readable, bool writable) {
  return mprotect(page, length, writable ? PROT_READ | PROT_WRITE : readable ? PROT_READ : PROT_NONE) == 0;
}

#endif

bool GuardedRegion::keep(std::span<const uint8_t> bytes) {
  release();
  if (!reserve(bytes.size())) return false;
  std::memcpy(page_ + pageLength_ - length_, bytes.data(), length_);
  if (protect(false, false)) return true;
  release();
  return false;
}

bool GuardedRegion::copyTo(std::span<uint8_t> to) {
  if (empty() || to.size() != length_ || !protect(true, false)) return false;
  std::memcpy(to.data(), page_ + pageLength_ - length_, length_);
  return protect(false, false);
}

void GuardedRegion::release() {
  if (empty()) return;
  if (protect(true, true)) wipe(page_, pageLength_);
  freePages(base_, total_, page_, pageLength_, locked_);
  base_ = page_ = nullptr;
  pageLength_ = total_ = length_ = 0;
  locked_ = false;
}

bool GuardedRegion::reserve(size_t length) {
  const size_t one = pageSize();
  length_ = length;
  pageLength_ = (length + one - 1) / one * one;
  total_ = pageLength_ + 2 * one;
  base_ = reservePages(total_);
  if (base_ == nullptr) return false;
  page_ = base_ + one;
  if (commitPages(page_, pageLength_)) {
    locked_ = lockPages(page_, pageLength_);
    return true;
  }
  freePages(base_, total_, page_, pageLength_, false);
  base_ = page_ = nullptr;
  return false;
}

bool GuardedRegion::protect(bool readable, bool writable) { return protectPages(page_, pageLength_, readable, writable); }

}  // namespace keyferry
