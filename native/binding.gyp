# One binary for every Node from 20 on and for Electron: Node-API 9, no V8 header, no external buffers.
{
  "targets": [
    {
      "target_name": "keyferry_native",
      "sources": [
        "src/addon.cc",
        "src/failure.cc",
        "src/memory/guarded.cc",
        "src/memory/guarded-cell.cc",
        "src/process/harden.cc",
        "src/peer-credentials/peer-credentials.cc",
      ],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")", "src"],
      "defines": ["NAPI_VERSION=9", "NODE_ADDON_API_DISABLE_DEPRECATED", "NODE_ADDON_API_CPP_EXCEPTIONS"],
      "cflags!": ["-fno-exceptions"],
      "cflags_cc!": ["-fno-exceptions", "-std=gnu++17", "-std=gnu++20"],
      "cflags_cc": [
        "-std=c++20",
        "-O2",
        "-Wall",
        "-Wextra",
        "-fvisibility=hidden",
        "-fstack-protector-strong",
        "-fstack-clash-protection",
        "-U_FORTIFY_SOURCE",
        "-D_FORTIFY_SOURCE=2",
      ],
      "ldflags": ["-Wl,-z,relro,-z,now", "-Wl,-z,noexecstack"],
      "conditions": [
        ["OS=='linux'", {"sources": ["src/peer-credentials/linux.cc"]}],
        [
          "OS=='mac'",
          {
            "sources": ["src/peer-credentials/mac.mm", "src/presence/call.cc", "src/presence/mac.mm", "src/presence/mac-exports.mm"],
            "xcode_settings": {
              "CLANG_CXX_LANGUAGE_STANDARD": "c++20",
              "CLANG_ENABLE_OBJC_ARC": "YES",
              "GCC_ENABLE_CPP_EXCEPTIONS": "YES",
              "GCC_SYMBOLS_PRIVATE_EXTERN": "YES",
              "MACOSX_DEPLOYMENT_TARGET": "13.0",
              "OTHER_LDFLAGS": ["-framework Security", "-framework LocalAuthentication", "-framework Foundation", "-lbsm"],
            },
          },
        ],
        [
          "OS=='win'",
          {
            "sources": [
              "src/peer-credentials/win.cc",
              "src/presence/call.cc",
              "src/presence/win-consent.cc",
              "src/presence/win-hello-key.cc",
              "src/presence/win-identity.cc",
              "src/presence/win-passkeys.cc",
              "src/presence/win-exports.cc",
              "src/bluetooth/win-gatt-server.cc",
              "src/bluetooth/win-exports.cc",
            ],
            "defines": ["_WIN32_WINNT=0x0A00", "UNICODE", "_UNICODE", "NOMINMAX", "WIN32_LEAN_AND_MEAN"],
            "libraries": ["windowsapp.lib", "ncrypt.lib", "crypt32.lib", "wintrust.lib"],
            "msvs_settings": {
              "VCCLCompilerTool": {
                "ExceptionHandling": 1,
                "AdditionalOptions": ["/std:c++20", "/guard:cf", "/sdl", "/W4"],
              },
              "VCLinkerTool": {"AdditionalOptions": ["/guard:cf", "/CETCOMPAT", "/DYNAMICBASE", "/HIGHENTROPYVA"]},
            },
          },
        ],
      ],
    }
  ]
}
