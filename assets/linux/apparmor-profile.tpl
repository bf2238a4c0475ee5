# Lets Chromium's sandbox make its user namespaces where AppArmor would not (Ubuntu 23.10 and later); takes nothing else away and gives nothing else.
abi <abi/4.0>,
include <tunables/global>

profile "${executable}" "/opt/${sanitizedProductName}/${executable}" flags=(unconfined) {
  userns,

  include if exists <local/${executable}>
}
