// macOS: the audit token of the socket names one process for ever; its code signature says whose program that is.
#import <Foundation/Foundation.h>
#import <Security/Security.h>
#include <bsm/libbsm.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <climits>

#include "failure.h"
#include "peer-credentials/peer.h"

namespace keyferry {

namespace {

// Apple vouches for who has the certificate: without that anybody's own certificate can carry any team.
SecRequirementRef signedThroughApple() {
  SecRequirementRef requirement = nullptr;
  if (SecRequirementCreateWithString(CFSTR("anchor apple generic"), kSecCSDefaultFlags, &requirement) != errSecSuccess) return nullptr;
  return requirement;
}

// "team identifier/signing identifier"; empty for code that is not signed, was changed since, has no team, or whose certificate is not Apple's.
std::string signerOf(SecCodeRef code) {
  const SecRequirementRef requirement = signedThroughApple();
  if (requirement == nullptr) return {};
  const id owner = CFBridgingRelease(requirement);
  if (SecCodeCheckValidity(code, kSecCSDefaultFlags, (__bridge SecRequirementRef)owner) != errSecSuccess) return {};
  CFDictionaryRef copied = nullptr;
  if (SecCodeCopySigningInformation((SecStaticCodeRef)code, kSecCSSigningInformation, &copied) != errSecSuccess) return {};
  NSDictionary* information = CFBridgingRelease(copied);
  NSString* team = information[(__bridge id)kSecCodeInfoTeamIdentifier];
  NSString* identifier = information[(__bridge id)kSecCodeInfoIdentifier];
  if (team == nil || identifier == nil) return {};
  return std::string(team.UTF8String) + "/" + identifier.UTF8String;
}

std::string programOf(SecCodeRef code) {
  CFURLRef path = nullptr;
  if (SecCodeCopyPath((SecStaticCodeRef)code, kSecCSDefaultFlags, &path) != errSecSuccess) throw Failure("unreadable", "program of the process");
  NSURL* url = CFBridgingRelease(path);
  return url.path.UTF8String;
}

}  // namespace

Peer peerOf(int64_t handle) {
  if (handle < 0 || handle > INT_MAX) throw Failure("not-a-socket", "descriptor");
  audit_token_t token{};
  socklen_t length = sizeof token;
  if (getsockopt(static_cast<int>(handle), SOL_LOCAL, LOCAL_PEERTOKEN, &token, &length) != 0) throw Failure("not-a-socket", "no peer");
  @autoreleasepool {
    NSDictionary* attributes = @{(__bridge id)kSecGuestAttributeAudit : [NSData dataWithBytes:&token length:sizeof token]};
    SecCodeRef code = nullptr;
    if (SecCodeCopyGuestWithAttributes(nullptr, (__bridge CFDictionaryRef)attributes, kSecCSDefaultFlags, &code) != errSecSuccess) {
      throw Failure("gone", "process");
    }
    const id owner = CFBridgingRelease(code);
    Peer peer;
    peer.pid = audit_token_to_pid(token);
    peer.uid = audit_token_to_euid(token);
    peer.executable = programOf((__bridge SecCodeRef)owner);
    peer.signer = signerOf((__bridge SecCodeRef)owner);
    peer.pinned = true;
    return peer;
  }
}

}  // namespace keyferry
