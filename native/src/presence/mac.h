// Keys in the Secure Enclave, in the data-protection keychain under a tag of ours. That keychain takes an app that is signed with a
// keychain-access-groups entitlement and an embedded provisioning profile; to any other program all of this is "unavailable".
#pragma once

#include <string>

#include "presence/call.h"

namespace keyferry::enclave {

// Asks nobody: "ready", "locked-out" or "unavailable".
std::string state();

// A new key that only the fingers enrolled now can use; `key` encrypted to its public half (ECIES). Asks nobody.
SecretBytes wrap(const std::string& tag, const SecretBytes& key);

// Shows Touch ID with `reason`. Blocks. Failure: "cancelled", "denied", "locked-out", "changed" (other fingers now), "unavailable".
SecretBytes unwrap(const std::string& tag, const Bytes& wrapped, const std::string& reason);

void forget(const std::string& tag);

// A new signing key that asks nobody: x || y.
SecretBytes createIdentity(const std::string& tag);

// ECDSA with SHA-256, DER.
SecretBytes sign(const std::string& tag, const Bytes& message);

}  // namespace keyferry::enclave
