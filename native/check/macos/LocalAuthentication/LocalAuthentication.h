// Stand-in, see check/README.md. The part of LocalAuthentication that native/src uses.
#pragma once
#include <Foundation/Foundation.h>

enum LAPolicy : NSInteger { LAPolicyDeviceOwnerAuthenticationWithBiometrics = 1, LAPolicyDeviceOwnerAuthentication = 2 };

enum LAError : NSInteger {
  LAErrorAuthenticationFailed = -1,
  LAErrorUserCancel = -2,
  LAErrorUserFallback = -3,
  LAErrorSystemCancel = -4,
  LAErrorPasscodeNotSet = -5,
  LAErrorBiometryNotAvailable = -6,
  LAErrorBiometryNotEnrolled = -7,
  LAErrorBiometryLockout = -8,
  LAErrorAppCancel = -9,
  LAErrorNotInteractive = -1004,
};

@interface LAContext : NSObject
@property(nonatomic, copy) NSString* localizedReason;
@property(nonatomic) NSTimeInterval touchIDAuthenticationAllowableReuseDuration;
- (BOOL)canEvaluatePolicy:(LAPolicy)policy error:(NSError* __autoreleasing*)error;
@end
