// Stand-in, see check/README.md. The part of the Security framework that native/src uses.
#pragma once
#include <Foundation/Foundation.h>

extern "C" {
typedef struct __attribute__((objc_bridge(id))) __SecKey* SecKeyRef;
typedef struct __attribute__((objc_bridge(id))) __SecAccessControl* SecAccessControlRef;
typedef struct __attribute__((objc_bridge(id))) __SecCode* SecCodeRef;
typedef const struct __attribute__((objc_bridge(id))) __SecCode* SecStaticCodeRef;
typedef struct __attribute__((objc_bridge(id))) __SecRequirement* SecRequirementRef;
typedef CFStringRef SecKeyAlgorithm;
typedef CFIndex SecAccessControlCreateFlags_t;
typedef unsigned long CFOptionFlags;
enum SecAccessControlCreateFlags : CFOptionFlags {
  kSecAccessControlUserPresence = 1u << 0,
  kSecAccessControlBiometryCurrentSet = 1u << 3,
  kSecAccessControlPrivateKeyUsage = 1u << 30,
};
inline SecAccessControlCreateFlags operator|(SecAccessControlCreateFlags a, SecAccessControlCreateFlags b) {
  return (SecAccessControlCreateFlags)((CFOptionFlags)a | (CFOptionFlags)b);
}
enum SecCSFlags : uint32_t { kSecCSDefaultFlags = 0, kSecCSSigningInformation = 1u << 1 };

extern const SecKeyAlgorithm kSecKeyAlgorithmECIESEncryptionCofactorVariableIVX963SHA256AESGCM;
extern const SecKeyAlgorithm kSecKeyAlgorithmECDSASignatureMessageX962SHA256;
extern const CFStringRef kSecClass, kSecClassKey, kSecAttrKeyClass, kSecAttrKeyClassPrivate, kSecAttrKeyType, kSecAttrKeyTypeECSECPrimeRandom;
extern const CFStringRef kSecAttrApplicationTag, kSecUseDataProtectionKeychain, kSecReturnRef, kSecUseAuthenticationContext;
extern const CFStringRef kSecAttrKeySizeInBits, kSecAttrTokenID, kSecAttrTokenIDSecureEnclave, kSecPrivateKeyAttrs, kSecAttrIsPermanent;
extern const CFStringRef kSecAttrAccessControl, kSecAttrAccessibleWhenUnlockedThisDeviceOnly;
extern const CFStringRef kSecGuestAttributeAudit, kSecCodeInfoTeamIdentifier, kSecCodeInfoIdentifier;

enum : OSStatus {
  errSecSuccess = 0,
  errSecUserCanceled = -128,
  errSecNotAvailable = -25291,
  errSecAuthFailed = -25293,
  errSecItemNotFound = -25300,
  errSecInteractionNotAllowed = -25308,
  errSecMissingEntitlement = -34018,
};

SecAccessControlRef SecAccessControlCreateWithFlags(CFAllocatorRef allocator, CFTypeRef protection, SecAccessControlCreateFlags flags, CFErrorRef* error);
SecKeyRef SecKeyCreateRandomKey(CFDictionaryRef parameters, CFErrorRef* error);
SecKeyRef SecKeyCopyPublicKey(SecKeyRef key);
CFDataRef SecKeyCopyExternalRepresentation(SecKeyRef key, CFErrorRef* error);
CFDataRef SecKeyCreateEncryptedData(SecKeyRef key, SecKeyAlgorithm algorithm, CFDataRef plaintext, CFErrorRef* error);
CFDataRef SecKeyCreateDecryptedData(SecKeyRef key, SecKeyAlgorithm algorithm, CFDataRef ciphertext, CFErrorRef* error);
CFDataRef SecKeyCreateSignature(SecKeyRef key, SecKeyAlgorithm algorithm, CFDataRef dataToSign, CFErrorRef* error);
OSStatus SecItemCopyMatching(CFDictionaryRef query, CFTypeRef* result);
OSStatus SecItemDelete(CFDictionaryRef query);

OSStatus SecCodeCopyGuestWithAttributes(SecCodeRef host, CFDictionaryRef attributes, SecCSFlags flags, SecCodeRef* guest);
OSStatus SecCodeCheckValidity(SecCodeRef code, SecCSFlags flags, SecRequirementRef requirement);
OSStatus SecRequirementCreateWithString(CFStringRef text, SecCSFlags flags, SecRequirementRef* requirement);
OSStatus SecCodeCopyPath(SecStaticCodeRef staticCode, SecCSFlags flags, CFURLRef* path);
OSStatus SecCodeCopySigningInformation(SecStaticCodeRef code, SecCSFlags flags, CFDictionaryRef* information);
}
