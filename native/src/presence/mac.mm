// Keys in the Secure Enclave. presence/mac.h
#include "presence/mac.h"

#import <Foundation/Foundation.h>
#import <LocalAuthentication/LocalAuthentication.h>
#import <Security/Security.h>

#include "failure.h"
#include "memory/guarded.h"

namespace keyferry::enclave {

namespace {

// ECIES to a P-256 key: cofactor Diffie-Hellman, X9.63 KDF with SHA-256, AES-GCM with the IV from the KDF.
const SecKeyAlgorithm kWrap = kSecKeyAlgorithmECIESEncryptionCofactorVariableIVX963SHA256AESGCM;
const SecKeyAlgorithm kSign = kSecKeyAlgorithmECDSASignatureMessageX962SHA256;

// Owns one reference of Core Foundation.
template <typename T>
class Owned {
 public:
  explicit Owned(T ref) : ref_(ref) {}
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (ref_ != nullptr) CFRelease(ref_);
  }
  T get() const { return ref_; }
  explicit operator bool() const { return ref_ != nullptr; }

 private:
  T ref_;
};

std::string codeOf(CFIndex status) {
  switch (status) {
    case errSecUserCanceled:
    case LAErrorUserCancel:
    case LAErrorAppCancel:
    case LAErrorSystemCancel:
    case LAErrorUserFallback:
      return "cancelled";
    case errSecAuthFailed:
    case LAErrorAuthenticationFailed:
      return "denied";
    case LAErrorBiometryLockout:
      return "locked-out";
    case errSecItemNotFound:
      return "changed";
    case errSecMissingEntitlement:
    case errSecInteractionNotAllowed:
    case errSecNotAvailable:
    case LAErrorBiometryNotAvailable:
    case LAErrorBiometryNotEnrolled:
    case LAErrorPasscodeNotSet:
    case LAErrorNotInteractive:
      return "unavailable";
    default:
      return "failed";
  }
}

[[noreturn]] void fail(CFErrorRef error, const char* what) {
  const Owned<CFErrorRef> owned(error);
  throw Failure(owned ? codeOf(CFErrorGetCode(owned.get())) : "failed", what);
}

[[noreturn]] void fail(OSStatus status, const char* what) { throw Failure(codeOf(status), what); }

NSData* dataOf(std::span<const uint8_t> bytes) { return [NSData dataWithBytes:bytes.data() length:bytes.size()]; }

NSData* tagData(const std::string& tag) { return [NSData dataWithBytes:tag.data() length:tag.size()]; }

// The bytes of a new object of the system's, which are overwritten there.
SecretBytes taken(CFDataRef data) {
  const Owned<CFDataRef> owned(data);
  const auto length = static_cast<size_t>(CFDataGetLength(owned.get()));
  auto* bytes = const_cast<uint8_t*>(CFDataGetBytePtr(owned.get()));
  SecretBytes out(std::span<const uint8_t>(bytes, length));
  wipe(bytes, length);
  return out;
}

NSMutableDictionary* query(const std::string& tag) {
  return [@{
    (__bridge id)kSecClass : (__bridge id)kSecClassKey,
    (__bridge id)kSecAttrKeyClass : (__bridge id)kSecAttrKeyClassPrivate,
    (__bridge id)kSecAttrKeyType : (__bridge id)kSecAttrKeyTypeECSECPrimeRandom,
    (__bridge id)kSecAttrApplicationTag : tagData(tag),
    (__bridge id)kSecUseDataProtectionKeychain : @YES,
  } mutableCopy];
}

SecKeyRef find(const std::string& tag, LAContext* context) {
  NSMutableDictionary* wanted = query(tag);
  wanted[(__bridge id)kSecReturnRef] = @YES;
  if (context != nil) wanted[(__bridge id)kSecUseAuthenticationContext] = context;
  CFTypeRef found = nullptr;
  const OSStatus status = SecItemCopyMatching((__bridge CFDictionaryRef)wanted, &found);
  if (status != errSecSuccess) fail(status, "key of the Secure Enclave");
  return (SecKeyRef)found;
}

SecKeyRef create(const std::string& tag, SecAccessControlCreateFlags flags) {
  CFErrorRef error = nullptr;
  const Owned<SecAccessControlRef> access(SecAccessControlCreateWithFlags(nullptr, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, flags, &error));
  if (!access) fail(error, "access control");
  NSDictionary* attributes = @{
    (__bridge id)kSecAttrKeyType : (__bridge id)kSecAttrKeyTypeECSECPrimeRandom,
    (__bridge id)kSecAttrKeySizeInBits : @256,
    (__bridge id)kSecAttrTokenID : (__bridge id)kSecAttrTokenIDSecureEnclave,
    (__bridge id)kSecUseDataProtectionKeychain : @YES,
    (__bridge id)kSecPrivateKeyAttrs : @{
      (__bridge id)kSecAttrIsPermanent : @YES,
      (__bridge id)kSecAttrApplicationTag : tagData(tag),
      (__bridge id)kSecAttrAccessControl : (__bridge id)access.get(),
    },
  };
  SecKeyRef key = SecKeyCreateRandomKey((__bridge CFDictionaryRef)attributes, &error);
  if (key == nullptr) fail(error, "new key of the Secure Enclave");
  return key;
}

bool reachable() {
  NSMutableDictionary* wanted = query("app.keyferry.none");
  return SecItemCopyMatching((__bridge CFDictionaryRef)wanted, nullptr) != errSecMissingEntitlement;
}

}  // namespace

std::string state() {
  @autoreleasepool {
    NSError* error = nil;
    LAContext* context = [[LAContext alloc] init];
    if ([context canEvaluatePolicy:LAPolicyDeviceOwnerAuthenticationWithBiometrics error:&error]) return reachable() ? "ready" : "unavailable";
    return error.code == LAErrorBiometryLockout ? "locked-out" : "unavailable";
  }
}

SecretBytes wrap(const std::string& tag, const SecretBytes& key) {
  @autoreleasepool {
    const Owned<SecKeyRef> own(create(tag, kSecAccessControlPrivateKeyUsage | kSecAccessControlBiometryCurrentSet));
    const Owned<SecKeyRef> publicKey(SecKeyCopyPublicKey(own.get()));
    if (!publicKey) throw Failure("failed", "public key");
    // Foundation gets the caller's bytes without a copy of its own
    NSData* plain = [NSData dataWithBytesNoCopy:const_cast<uint8_t*>(key.bytes.data()) length:key.bytes.size() freeWhenDone:NO];
    CFErrorRef error = nullptr;
    CFDataRef wrapped = SecKeyCreateEncryptedData(publicKey.get(), kWrap, (__bridge CFDataRef)plain, &error);
    if (wrapped == nullptr) fail(error, "wrap");
    return taken(wrapped);
  }
}

SecretBytes unwrap(const std::string& tag, const Bytes& wrapped, const std::string& reason) {
  @autoreleasepool {
    LAContext* context = [[LAContext alloc] init];
    context.localizedReason = [NSString stringWithUTF8String:reason.c_str()];
    context.touchIDAuthenticationAllowableReuseDuration = 0;
    const Owned<SecKeyRef> own(find(tag, context));
    CFErrorRef error = nullptr;
    CFDataRef plain = SecKeyCreateDecryptedData(own.get(), kWrap, (__bridge CFDataRef)dataOf(wrapped), &error);
    if (plain == nullptr) fail(error, "unwrap");
    return taken(plain);
  }
}

void forget(const std::string& tag) {
  @autoreleasepool {
    const OSStatus status = SecItemDelete((__bridge CFDictionaryRef)query(tag));
    if (status != errSecSuccess && status != errSecItemNotFound) fail(status, "forget");
  }
}

SecretBytes createIdentity(const std::string& tag) {
  @autoreleasepool {
    const Owned<SecKeyRef> own(create(tag, kSecAccessControlPrivateKeyUsage));
    const Owned<SecKeyRef> publicKey(SecKeyCopyPublicKey(own.get()));
    CFErrorRef error = nullptr;
    CFDataRef encoded = publicKey ? SecKeyCopyExternalRepresentation(publicKey.get(), &error) : nullptr;
    if (encoded == nullptr) fail(error, "public key");
    SecretBytes point = taken(encoded);
    if (point.bytes.size() != 65 || point.bytes[0] != 4) throw Failure("failed", "public key form");
    point.bytes.erase(point.bytes.begin());
    return point;
  }
}

SecretBytes sign(const std::string& tag, const Bytes& message) {
  @autoreleasepool {
    const Owned<SecKeyRef> own(find(tag, nil));
    CFErrorRef error = nullptr;
    CFDataRef signature = SecKeyCreateSignature(own.get(), kSign, (__bridge CFDataRef)dataOf(message), &error);
    if (signature == nullptr) fail(error, "sign");
    return taken(signature);
  }
}

}  // namespace keyferry::enclave
