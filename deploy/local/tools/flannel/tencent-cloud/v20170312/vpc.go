// Package v20170312 stands in for Tencent Cloud's client, which the Go proxy refuses: Flannel's backend tencent-vpc compiles, and says no.
package v20170312

import "errors"

var errNone = errors.New("this Flannel was built without Tencent Cloud")

type Client struct{}

type Filter struct {
	Name   *string
	Values []*string
}

type Route struct {
	DestinationCidrBlock, GatewayId, GatewayType, RouteType *string
	Enabled                                                 *bool
	RouteId                                                 *uint64
}

type RouteTable struct {
	RouteTableId *string
	RouteSet     []*Route
}

type DescribeRouteTablesRequest struct{ Filters []*Filter }

type RoutesRequest struct {
	RouteTableId *string
	Routes       []*Route
}

type DescribeRouteTablesResponse struct {
	Response struct{ RouteTableSet []*RouteTable }
}

func NewClientWithSecretId(id, key, region string) (*Client, error) { return nil, errNone }

func NewDescribeRouteTablesRequest() *DescribeRouteTablesRequest {
	return &DescribeRouteTablesRequest{}
}

func NewCreateRoutesRequest() *RoutesRequest { return &RoutesRequest{} }

func NewDeleteRoutesRequest() *RoutesRequest { return &RoutesRequest{} }

func (*Client) DescribeRouteTables(*DescribeRouteTablesRequest) (*DescribeRouteTablesResponse, error) {
	return nil, errNone
}

func (*Client) CreateRoutes(*RoutesRequest) (*struct{}, error) { return nil, errNone }

func (*Client) DeleteRoutes(*RoutesRequest) (*struct{}, error) { return nil, errNone }
