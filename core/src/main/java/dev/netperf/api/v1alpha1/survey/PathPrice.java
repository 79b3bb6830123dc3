package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How much network the price of a group's nodes buys over one path: bandwidth, TCP or else UDP. The
 * price is taken as exact; the intervals are those of the bandwidth.
 *
 * @param path the path
 * @param bandwidthPerPrice Gbit/s for one unit of the currency and hour of one node, three digits
 * @param bandwidthPerPriceLow its low end; null: the bandwidth has no interval
 * @param bandwidthPerPriceHigh its high end
 * @param pricePerTerabyte what both nodes cost while 10^12 bytes pass, three digits
 * @param pricePerTerabyteLow its low end
 * @param pricePerTerabyteHigh its high end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PathPrice(
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("Gbit/s for one unit of the currency and hour of one node.")
        String bandwidthPerPrice,
    @JsonPropertyDescription("Low end of its 95% interval.") String bandwidthPerPriceLow,
    @JsonPropertyDescription("High end of that interval.") String bandwidthPerPriceHigh,
    @JsonPropertyDescription(
            "What both nodes cost while 10^12 bytes pass; what a provider charges for traffic comes"
                + " on top.")
        String pricePerTerabyte,
    @JsonPropertyDescription("Low end of its 95% interval.") String pricePerTerabyteLow,
    @JsonPropertyDescription("High end of that interval.") String pricePerTerabyteHigh) {}
