// Stand-in, see check/README.md. The part of Foundation and Core Foundation that native/src uses.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef signed char BOOL;
typedef long NSInteger;
typedef unsigned long NSUInteger;
typedef long CFIndex;
typedef int32_t OSStatus;
typedef double NSTimeInterval;
#define YES ((BOOL)1)
#define NO ((BOOL)0)
#define nil nullptr

#ifdef __cplusplus
extern "C" {
#endif
typedef const void* CFTypeRef;
typedef const struct __attribute__((objc_bridge(id))) __CFAllocator* CFAllocatorRef;
typedef const struct __attribute__((objc_bridge(NSString))) __CFString* CFStringRef;
typedef const struct __attribute__((objc_bridge(NSData))) __CFData* CFDataRef;
typedef const struct __attribute__((objc_bridge(NSURL))) __CFURL* CFURLRef;
typedef const struct __attribute__((objc_bridge(NSDictionary))) __CFDictionary* CFDictionaryRef;
typedef struct __attribute__((objc_bridge(NSError))) __CFError* CFErrorRef;
typedef double CFTimeInterval;
void CFRelease(CFTypeRef cf);
CFIndex CFDataGetLength(CFDataRef data);
const uint8_t* CFDataGetBytePtr(CFDataRef data);
CFIndex CFErrorGetCode(CFErrorRef error);
#define CFSTR(text) ((CFStringRef)__builtin___CFStringMakeConstantString("" text ""))
#ifdef __cplusplus
}
#endif

__attribute__((objc_root_class)) @interface NSObject
+ (instancetype)alloc;
- (instancetype)init;
- (id)copy;
- (id)mutableCopy;
@end
@protocol NSCopying
@end

@interface NSString : NSObject <NSCopying>
+ (instancetype)stringWithUTF8String:(const char*)text;
@property(readonly) const char* UTF8String;
@end

@interface NSNumber : NSObject <NSCopying>
+ (NSNumber*)numberWithBool:(BOOL)value;
+ (NSNumber*)numberWithChar:(char)value;
+ (NSNumber*)numberWithInt:(int)value;
@end

@interface NSData : NSObject
+ (instancetype)dataWithBytes:(const void*)bytes length:(NSUInteger)length;
+ (instancetype)dataWithBytesNoCopy:(void*)bytes length:(NSUInteger)length freeWhenDone:(BOOL)free;
@end

@interface NSURL : NSObject
@property(readonly, copy) NSString* path;
@end

@interface NSError : NSObject
@property(readonly) NSInteger code;
@end

@interface NSDictionary : NSObject
+ (instancetype)dictionaryWithObjects:(const id[])objects forKeys:(const id<NSCopying>[])keys count:(NSUInteger)count;
- (id)objectForKeyedSubscript:(id)key;
- (id)mutableCopy;
@end
@interface NSMutableDictionary : NSDictionary
- (void)setObject:(id)object forKeyedSubscript:(id<NSCopying>)key;
@end

static inline id CFBridgingRelease(CFTypeRef __attribute__((cf_consumed)) x) { return (__bridge_transfer id)x; }
