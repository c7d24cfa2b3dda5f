/** What people read in keys/viewers. */

export const readTheValue = 'Read the value';
export const text = 'Text';
export const valueAsHexadecimal = 'Value as hexadecimal';
export const showCountMoreOfCount2 = (count: string, count2: string) => `Show ${count} more of ${count2}`;
export const countBytes = (count: string) => `${count} bytes`;
export const format = 'Format';
export const detected = 'detected';
export const detectedValue = (value: string) => `detected: ${value}`;
export const theValueIsEmpty = 'The value is empty.';
export const valueAsText = 'Value as text';
export const theseBytesAreNoPngJpeg = 'These bytes are no PNG, JPEG, GIF, WebP or AVIF image.';
export const valueAsTypeCount = (type: string | null, count: string) => `Value as ${type}, ${count}`;
export const estimatedMembers = 'Estimated members';
export const notCachedRunPfcountToCompute = 'not cached: run PFCOUNT to compute it';
export const encoding = 'Encoding';
export const standardError = 'Standard error';
export const bitsSet = 'Bits set';
export const setOfCount = (set: string, count: string) => `${set} of ${count}`;
export const notReadableAsValue = (value: string) => `Not readable as ${value}`;
export const theFirstCount = (count: string) => `the first ${count}`;
export const countCompressedPartUnpacked = (count: string, part: string) => `${count} compressed, ${part} unpacked`;
export const elements = 'Elements';
export const open = 'Open';
export const value = 'Value';
export const fieldExpires = 'Field expires';
export const actions = 'Actions';
export const wholeValueOfName = (name: string) => `Whole value of ${name}`;
export const wasBefore = (before: string) => ` was ${before}`;
export const never = 'never';
export const expired = 'expired';
export const inWords = (words: string) => `in ${words}`;
export const previousPage = 'Previous page';
export const nextPage = 'Next page';
export const noConsumerGroups = 'No consumer groups';
export const consumerGroups = 'Consumer groups';
export const groupAndConsumer = 'Group and consumer';
export const pending = 'Pending';
export const lastIdLastSeen = 'Last ID, last seen';
export const couldNotReadTheValue = 'Could not read the value';
export const findTypeType2 = (type: string, type2: string) => `Find ${type} ${type2}`;
export const noTypeContainsSearched = (type: string, searched: string) => `No ${type} contains “${searched}”`;
export const noType = (type: string) => `No ${type}`;
export const showAll = 'Show all';
export const searchFurther = 'Search further';
export const soFar = ' so far';
export const typeCountCount2OfTotal = (type: string, count: string, count2: string, total: string) =>
  `${type} ${count}–${count2} of ${total}`;
export const wholeValue = 'whole value';
export const readTheWholeValue = 'Read the whole value';
export const lengthAreTooManyToDecode = (length: string, maxWhole: string) =>
  `${length} are too many to decode here; the limit is ${maxWhole}. Text and Hex show any part.`;
export const couldNotReadTheWholeValue = 'Could not read the whole value';
export const loadAllLengthToDecode = (length: string) => `Load all ${length} to decode`;
export const bytesCountCount2OfLength = (count: string, count2: string, length: string) =>
  `Bytes ${count}–${count2} of ${length}`;
